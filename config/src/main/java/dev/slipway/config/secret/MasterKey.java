package dev.slipway.config.secret;

import dev.slipway.config.settings.SettingsException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that encrypts stored secrets: from the environment, or from a 0600 file that the first process makes. */
public final class MasterKey {
    private static final int KEY_BYTES = 32;

    private MasterKey() {}

    /**
     * Finds or makes the key.
     *
     * @param given Base64 of 32 bytes; empty: the file {@code master.key} in the home folder
     * @throws SettingsException when the key has the wrong form, or the file cannot be read or made
     */
    public static SecretKey find(String given, Path home) {
        if (!given.isEmpty()) {
            return decode(given, "SLIPWAY_MASTER_KEY");
        }
        Path file = home.resolve("master.key");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return decode(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new SettingsException(
                    "The key file " + file + " cannot be read or made: check the folder's permissions.");
        }
    }

    /** Several processes may start at once: each writes a file of its own, and the first link wins. */
    private static void make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder");
        }
        Files.createDirectories(folder);
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = Files.createTempFile(
                folder,
                "master",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // another process was first: its key counts
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static SecretKey decode(String text, String where) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new SettingsException("The master key in " + where + " must be the Base64 form of 32 bytes.");
    }
}
