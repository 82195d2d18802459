package dev.slipway.client.ssh;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** What a file offered as a key is, as far as it tells without a pass phrase. */
enum KeyFileKind {
    PLAIN,
    ENCRYPTED,
    /** Its private half is on a token. */
    SECURITY_KEY,
    /** Its private half is somewhere else, as a rule in an agent. */
    PUBLIC_HALF,
    MISSING,
    UNREADABLE;

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final long LARGEST = 1 << 20;

    static KeyFileKind of(Path file) {
        if (!Files.exists(file)) {
            return MISSING;
        }
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? ofText(Files.readString(file))
                    : UNREADABLE;
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    static KeyFileKind ofText(String text) {
        var trimmed = text.strip();
        if (trimmed.startsWith("-----BEGIN OPENSSH PRIVATE KEY-----")) {
            return openSsh(trimmed);
        }
        if (trimmed.startsWith("-----BEGIN ") && trimmed.contains("PRIVATE KEY-----")) {
            return trimmed.contains("ENCRYPTED") ? ENCRYPTED : PLAIN;
        }
        if (trimmed.startsWith("PuTTY-User-Key-File-")) {
            return trimmed.contains("Encryption: none") ? PLAIN : ENCRYPTED;
        }
        return trimmed.matches("(?s)(ssh-|ecdsa-sha2-|sk-).*") ? PUBLIC_HALF : UNREADABLE;
    }

    /** Public half and cipher stand before the encrypted part (OpenSSH's PROTOCOL.key). */
    private static KeyFileKind openSsh(String text) {
        try {
            var bytes = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            if (!Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
                return UNREADABLE;
            }
            var buffer = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length);
            var cipher = new String(string(buffer), StandardCharsets.UTF_8);
            string(buffer);
            string(buffer);
            buffer.getInt();
            var type = new String(string(ByteBuffer.wrap(string(buffer))), StandardCharsets.UTF_8);
            if (type.startsWith("sk-")) {
                return SECURITY_KEY;
            }
            return cipher.equals("none") ? PLAIN : ENCRYPTED;
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
            return UNREADABLE;
        }
    }

    private static byte[] string(ByteBuffer buffer) {
        var length = buffer.getInt();
        if (length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
