package dev.slipway.ssh.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.Identity;
import dev.slipway.ssh.SshException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to a machine as it is stored, encrypted by whoever stores it. Never printed.
 *
 * @param user login name
 * @param host name or address
 * @param port TCP port
 * @param privateKey text of the private key, or null
 * @param passphrase of the private key, or null
 * @param certificate text of the user certificate that goes with the key, or null
 * @param identityOnServer path of a key file on the machine of this process, read at each use, or null
 * @param hostKeys known host keys in {@code known_hosts} key form; empty: trust on first use
 * @param jumps machines to go through, outermost first
 */
public record StoredAccess(
        String user,
        String host,
        int port,
        @Nullable String privateKey,
        @Nullable String passphrase,
        @Nullable String certificate,
        @Nullable String identityOnServer,
        List<String> hostKeys,
        List<StoredAccess> jumps) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public StoredAccess {
        hostKeys = List.copyOf(hostKeys);
        jumps = List.copyOf(jumps);
    }

    /** The bytes to seal. */
    public byte[] toBytes() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an access cannot be written");
        }
    }

    /** What {@link #toBytes} made. */
    public static StoredAccess of(byte[] bytes) {
        try {
            return MAPPER.readValue(bytes, StoredAccess.class);
        } catch (IOException e) {
            // No cause: its text would quote the secret.
            throw new IllegalStateException("a stored access cannot be read");
        }
    }

    /**
     * The address to connect to.
     *
     * @param pinnedHostKey the host key that the pod showed first, which then is the only one accepted; empty before that
     * @throws SshException of kind IDENTITY_UNREADABLE when the key file on the server cannot be read
     */
    public HostAddress resolve(String pinnedHostKey) throws SshException {
        List<HostAddress> resolvedJumps = new ArrayList<>();
        for (StoredAccess jump : jumps) {
            resolvedJumps.add(jump.resolve(""));
        }
        return new HostAddress(
                user,
                host,
                port,
                identity(),
                pinnedHostKey.isEmpty() ? hostKeys : List.of(pinnedHostKey),
                resolvedJumps);
    }

    private @Nullable Identity identity() throws SshException {
        String key = identityOnServer == null ? privateKey : read(identityOnServer);
        return key == null
                ? null
                : new Identity(key, passphrase == null ? null : passphrase.toCharArray(), certificate);
    }

    private static String read(String path) throws SshException {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw new SshException(
                    SshException.Kind.IDENTITY_UNREADABLE, "The key file " + path + " cannot be read on the server.");
        }
    }

    @Override
    public String toString() {
        return "StoredAccess[" + user + "@" + host + ":" + port + "]";
    }
}
