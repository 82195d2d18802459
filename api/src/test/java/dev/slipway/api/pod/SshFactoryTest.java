package dev.slipway.api.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.config.settings.Settings;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.Identity;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshLogin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API's connections to a real OpenSSH server. */
@Tag("real")
@Timeout(120)
class SshFactoryTest {
    @Test
    void whatNobodyUsesIsClosedAfterTheTimeOfTheSettings() throws SshException {
        var settings = new Settings.Ssh(Duration.ofSeconds(10), Duration.ofSeconds(1));
        try (var sshd = RealSshd.start();
                var hosts = new SshFactory().remoteHosts(settings)) {
            var host = hosts.host(address(sshd.login()), Purpose.CONTROL);

            assertThat(host.run(Command.script(Duration.ofSeconds(60), "true", List.of()))
                            .ok())
                    .isTrue();

            await().atMost(Duration.ofSeconds(60)).until(() -> sshd.connectionCount() == 0);
        }
    }

    private static HostAddress address(SshLogin login) {
        var identity = new Identity(login.privateKey(), null, null);
        return new HostAddress(login.user(), login.host(), login.port(), identity, List.of(login.hostKey()), List.of());
    }
}
