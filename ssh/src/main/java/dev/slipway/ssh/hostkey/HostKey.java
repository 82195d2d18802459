package dev.slipway.ssh.hostkey;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import dev.slipway.ssh.SshException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;

/**
 * A public key of a server, as its wire form says it.
 *
 * @param type for example {@code ssh-ed25519}
 * @param blob base64 of the wire form
 * @param authority whether it is a certification authority, which vouches for host certificates
 */
public record HostKey(String type, String blob, boolean authority) {
    private static final String AUTHORITY = "@cert-authority ";

    /** Reads {@code ssh-ed25519 AAAA...}, optionally after {@code @cert-authority}; a comment behind is ignored. */
    public static HostKey parse(String text) throws SshException {
        var authority = text.startsWith(AUTHORITY);
        var words =
                (authority ? text.substring(AUTHORITY.length()) : text).strip().split("\\s+");
        if (words.length < 2 || !typeInside(words[1]).equals(words[0])) {
            throw new SshException(
                    SshException.Kind.HOST_KEY_REJECTED, "A pinned host key is not of the form `ssh-ed25519 AAAA...`.");
        }
        return new HostKey(words[0], words[1], authority);
    }

    public static HostKey of(PublicKey key) {
        var bytes = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        return new HostKey(KeyType.fromKey(key).toString(), Base64.getEncoder().encodeToString(bytes), false);
    }

    /** The authority that signed a host certificate. */
    static HostKey signerOf(Certificate<?> certificate) {
        var bytes = certificate.getSignatureKey();
        var blob = Base64.getEncoder().encodeToString(bytes);
        return new HostKey(typeInside(blob), blob, true);
    }

    /** {@code SHA256:...}, as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        var digest = sha256().digest(Base64.getDecoder().decode(blob));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    /** The form that {@link #parse} reads. */
    public String text() {
        return (authority ? AUTHORITY : "") + type + " " + blob;
    }

    private static String typeInside(String blob) {
        try {
            return new Buffer.PlainBuffer(Base64.getDecoder().decode(blob)).readString();
        } catch (Buffer.BufferException | IllegalArgumentException e) {
            return "";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
