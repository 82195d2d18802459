package dev.slipway.testpods.simulated;

import dev.slipway.testpods.process.PodFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/** The SSH server of a pod: keys that stay the same between runs, commands as processes, forwarding on demand. */
final class PodServer implements AutoCloseable {
    private static final String KEY_TYPE = KeyUtils.EC_ALGORITHM;

    private final PodLayout layout;
    private final SshServer server = SshServer.setUpDefaultServer();

    PodServer(PodLayout layout, PodShell shell) {
        this.layout = layout;
        PodFolder.createParent(layout.hostKey());
        makeIdentity();
        server.setHost("127.0.0.1");
        server.setPort(0);
        var hostKey = new SimpleGeneratorHostKeyProvider(layout.hostKey());
        hostKey.setAlgorithm(KEY_TYPE);
        server.setKeyPairProvider(hostKey);
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(layout.authorizedKeys()));
        server.setCommandFactory((channel, line) -> new PodCommand(shell.command(line), this::delay));
        server.setShellFactory(channel -> new PodCommand(shell.interactive(), this::delay));
        server.setForwardingFilter(new Forwarding());
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    }

    /** Listens, and answers the port. */
    int start() {
        try {
            server.start();
            return server.getPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The server's public key as {@code type base64}. */
    String hostKey() {
        try {
            KeyPairProvider keys = server.getKeyPairProvider();
            return PublicKeyEntry.toString(keys.loadKeys(null).iterator().next().getPublic());
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void makeIdentity() {
        if (Files.exists(layout.identity())) {
            return;
        }
        try {
            var pair = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
            writePrivate(layout.identity(), pair);
            PodFolder.write(layout.authorizedKeys(), PublicKeyEntry.toString(pair.getPublic()) + " simulated-pod\n");
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void writePrivate(Path file, java.security.KeyPair pair)
            throws IOException, GeneralSecurityException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var output = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "simulated-pod", null, output);
        }
    }

    private Duration delay() {
        return Duration.ofMillis(Long.parseLong(layout.faults().value("ssh.delay-millis", "0")));
    }

    private final class Forwarding extends AcceptAllForwardingFilter {
        @Override
        public boolean canConnect(TcpForwardingFilter.Type type, SshdSocketAddress address, Session session) {
            return !layout.faults().value("ssh.forwarding", "true").equals("false");
        }
    }
}
