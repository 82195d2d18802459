package dev.slipway.client.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whose {@code ~/.ssh} is read.
 *
 * @param home home folder
 * @param user local user name
 * @param variables environment variables
 * @param systemFolder folder of {@code ssh_config} and {@code ssh_known_hosts}
 */
public record SshEnvironment(Path home, String user, Map<String, String> variables, Path systemFolder) {
    public SshEnvironment {
        variables = Map.copyOf(variables);
    }

    /** Of the user who runs this process. */
    public static SshEnvironment current() {
        return new SshEnvironment(
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                System.getenv(),
                Path.of("/etc/ssh"));
    }

    Path sshFolder() {
        return home.resolve(".ssh");
    }

    /** The user's own first, since the first value of a setting wins. */
    List<Path> configFiles() {
        return List.of(sshFolder().resolve("config"), systemFolder.resolve("ssh_config"));
    }

    boolean hasAgent() {
        return !variables.getOrDefault("SSH_AUTH_SOCK", "").isEmpty();
    }
}
