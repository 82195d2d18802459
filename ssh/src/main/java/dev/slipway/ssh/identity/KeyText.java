package dev.slipway.ssh.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;

/**
 * What the text of a private key tells without its pass phrase.
 *
 * @param form how it is written
 * @param keyType type of its public half, for example {@code sk-ssh-ed25519@openssh.com}; empty where only decryption
 *     would tell
 * @param encrypted whether a pass phrase protects it
 */
record KeyText(Form form, String keyType, boolean encrypted) {
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    enum Form {
        OPENSSH,
        PEM,
        PUTTY,
        PUBLIC_KEY,
        UNKNOWN
    }

    static KeyText of(String text) {
        var trimmed = text.strip();
        if (trimmed.startsWith("-----BEGIN OPENSSH PRIVATE KEY-----")) {
            return openSsh(trimmed);
        }
        if (trimmed.startsWith("-----BEGIN ") && trimmed.contains("PRIVATE KEY-----")) {
            return new KeyText(Form.PEM, "", trimmed.contains("ENCRYPTED"));
        }
        if (trimmed.startsWith("PuTTY-User-Key-File-")) {
            return new KeyText(Form.PUTTY, "", !trimmed.contains("Encryption: none"));
        }
        return new KeyText(looksPublic(trimmed) ? Form.PUBLIC_KEY : Form.UNKNOWN, "", false);
    }

    /** Public half and cipher stand before the encrypted part. */
    private static KeyText openSsh(String text) {
        try {
            var bytes = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            if (!Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
                return new KeyText(Form.UNKNOWN, "", false);
            }
            var buffer = new Buffer.PlainBuffer(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
            var cipher = buffer.readString();
            buffer.readString();
            buffer.readBytes();
            buffer.readUInt32();
            var keyType = new Buffer.PlainBuffer(buffer.readBytes()).readString();
            return new KeyText(Form.OPENSSH, keyType, !cipher.equals("none"));
        } catch (Buffer.BufferException | IllegalArgumentException e) {
            return new KeyText(Form.UNKNOWN, "", false);
        }
    }

    private static boolean looksPublic(String text) {
        return text.startsWith("ssh-") || text.startsWith("ecdsa-sha2-") || text.startsWith("sk-");
    }
}
