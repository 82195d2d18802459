package dev.slipway.ssh.pool;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.Identity;
import dev.slipway.ssh.connection.SshSettings;
import dev.slipway.testpods.openssh.SshLogin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How tests reach a test server. */
final class Reach {
    /** Long enough for a busy machine; a test that waits so long has failed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As in production, but a silent server is noticed within seconds. */
    static final SshSettings QUICK = new SshSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            3,
            Duration.ofMinutes(3),
            5);

    private Reach() {}

    /** With the server's key pinned. */
    static HostAddress pinned(SshLogin login) {
        return address(login, new Identity(login.privateKey(), null, null), List.of(login.hostKey()));
    }

    /** Trust on first use. */
    static HostAddress unpinned(SshLogin login) {
        return address(login, new Identity(login.privateKey(), null, null), List.of());
    }

    static HostAddress address(SshLogin login, @Nullable Identity identity, List<String> hostKeys) {
        return new HostAddress(login.user(), login.host(), login.port(), identity, hostKeys, List.of());
    }

    static Command sh(String script, String... parameters) {
        return Command.script(PATIENCE, script, List.of(parameters));
    }

    static Command sh(Duration timeout, String script, String... parameters) {
        return Command.script(timeout, script, List.of(parameters));
    }
}
