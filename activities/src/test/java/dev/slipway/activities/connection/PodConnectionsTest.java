package dev.slipway.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.activities.testing.PodBed;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import dev.slipway.testpods.openssh.RealSshd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The worker's connections to a real OpenSSH server. */
@Tag("real")
@Timeout(120)
class PodConnectionsTest {
    @Test
    void whatNobodyUsesIsClosedAfterTheTimeOfTheSettingsAndMadeAgain() throws SshException {
        try (var sshd = RealSshd.start();
                var bed = PodBed.withIdleTimeout(Duration.ofSeconds(1))) {
            bed.addPod("a", sshd.login(), Map.of());
            PodConnection pod = bed.bean(PodConnections.class).open("a");

            assertAnswers(pod.control());
            assertAnswers(pod.follow());

            await().atMost(Duration.ofSeconds(60)).until(() -> sshd.connectionCount() == 0);
            assertAnswers(pod.control());
        }
    }

    private static void assertAnswers(RemoteHost host) throws SshException {
        var said = host.run(Command.script(Duration.ofSeconds(60), "echo here", List.of()));
        assertThat(said.stdout()).isEqualTo("here\n");
    }
}
