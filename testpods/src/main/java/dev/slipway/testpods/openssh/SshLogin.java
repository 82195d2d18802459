package dev.slipway.testpods.openssh;

import dev.slipway.testpods.process.PodFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client needs to reach one home of a test server.
 *
 * @param name name of the home
 * @param user login name
 * @param host always {@code 127.0.0.1}
 * @param port TCP port
 * @param identity file of the private key
 * @param knownHosts a known_hosts file with the server's current key
 * @param home the home folder on this machine
 */
public record SshLogin(String name, String user, String host, int port, Path identity, Path knownHosts, Path home) {
    /** The target as people paste it: {@code user@host:port}. */
    public String target() {
        return user + "@" + host + ":" + port;
    }

    /** Text of the private key file. */
    public String privateKey() {
        return PodFolder.read(identity);
    }

    /** The server's key as {@code type base64}. */
    public String hostKey() {
        var line = PodFolder.read(knownHosts).lines().findFirst().orElseThrow();
        return line.substring(line.indexOf(' ') + 1);
    }

    /** A command line of the system's {@code ssh} that runs {@code command} on this home, using no settings of the user. */
    public List<String> sshCommand(String command) {
        var arguments = new ArrayList<>(List.of("ssh", "-F", "none", "-p", Integer.toString(port)));
        arguments.addAll(List.of("-i", identity.toString(), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"));
        arguments.addAll(List.of("-o", "UserKnownHostsFile=" + knownHosts, "-o", "StrictHostKeyChecking=yes"));
        arguments.addAll(List.of("-o", "GlobalKnownHostsFile=none", user + "@" + host, command));
        return arguments;
    }
}
