package dev.slipway.client.ssh;

import dev.slipway.client.pod.PodKey;
import dev.slipway.client.ssh.SshTargetException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A private key on this machine.
 *
 * @param path its file
 * @param encrypted whether a pass phrase protects it
 * @param certificate file of the user certificate that goes with it, or null
 */
public record IdentityFile(
        Path path, boolean encrypted, @Nullable Path certificate) {
    /**
     * Reads it, to be sent to the server.
     *
     * @param passphrase its pass phrase; null where it is not {@link #encrypted}
     */
    public PodKey key(@Nullable String passphrase) {
        return new PodKey(read(path), passphrase, certificate == null ? null : read(certificate));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SshTargetException(Kind.IDENTITY_UNREADABLE, "The key file %s cannot be read.".formatted(file));
        }
    }
}
