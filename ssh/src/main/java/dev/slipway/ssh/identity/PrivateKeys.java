package dev.slipway.ssh.identity;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import com.hierynomus.sshj.userauth.certificate.Certificate;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyFileUtil;
import dev.slipway.ssh.Identity;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Identity}: OpenSSH, PEM (PKCS #1 and #8) and PuTTY forms, with pass phrase and user certificate. */
public final class PrivateKeys {
    private final Config config;

    public PrivateKeys(Config config) {
        this.config = config;
    }

    /**
     * Reads and decrypts the key.
     *
     * @param owner for the message: {@code user@host:port}
     * @throws SshException of kind IDENTITY_UNREADABLE or IDENTITY_UNSUPPORTED; its text holds nothing of the key
     */
    public KeyProvider read(Identity identity, String owner) throws SshException {
        refuseUnusable(KeyText.of(identity.privateKey()), identity, owner);
        var key = decrypt(identity, owner);
        var certificate = identity.certificate();
        return certificate == null ? key : withCertificate(key, certificate, owner);
    }

    private static void refuseUnusable(KeyText text, Identity identity, String owner) throws SshException {
        if (text.keyType().startsWith("sk-")) {
            throw unsupported("The key for " + owner + " lives on a security key, which needs a touch at every use.");
        }
        switch (text.form()) {
            case PUBLIC_KEY ->
                throw unreadable("What was given as the key for %s is the public half; the private one is needed."
                        .formatted(owner));
            case UNKNOWN -> throw unreadable("What was given as the key for %s is not a private key.".formatted(owner));
            case OPENSSH, PEM, PUTTY -> {
                if (text.encrypted() && isEmpty(identity.passphrase())) {
                    throw unreadable(
                            "The key for %s is protected by a pass phrase, and none was given.".formatted(owner));
                }
            }
        }
    }

    private KeyProvider decrypt(Identity identity, String owner) throws SshException {
        try {
            var text = identity.privateKey().strip() + "\n";
            var format = KeyProviderUtil.detectKeyFileFormat(text, false);
            FileKeyProvider provider =
                    Factory.Named.Util.create(config.getFileKeyProviderFactories(), format.toString());
            provider.init(text, null, finder(text, identity.passphrase()));
            return new LoadedKey(provider.getPrivate(), provider.getPublic(), provider.getType());
        } catch (KeyDecryptionFailedException e) {
            throw unreadable("The pass phrase does not open the key for %s.".formatted(owner));
        } catch (IOException | SSHRuntimeException | IllegalStateException e) {
            throw unreadable("The key for %s cannot be read; `ssh-keygen -p -f FILE` rewrites it in a form that can."
                    .formatted(owner));
        }
    }

    /** The library ignores a certificate that is given as text. */
    private static KeyProvider withCertificate(KeyProvider key, String certificate, String owner) throws SshException {
        try {
            var parsed = OpenSSHKeyFileUtil.initPubKey(new StringReader(certificate));
            if (!(parsed.getPubKey() instanceof Certificate<?> signed)) {
                throw unreadable("What was given as the certificate for %s is not one.".formatted(owner));
            }
            if (!Arrays.equals(wire(signed.getKey()), wire(key.getPublic()))) {
                throw unreadable("The certificate for %s belongs to another key.".formatted(owner));
            }
            return new LoadedKey(key.getPrivate(), signed, KeyType.fromKey(signed));
        } catch (IOException | SSHRuntimeException | UnsupportedOperationException e) {
            throw unreadable("The certificate for %s cannot be read.".formatted(owner));
        }
    }

    private static byte[] wire(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }

    private static boolean isEmpty(char @Nullable [] passphrase) {
        return passphrase == null || passphrase.length == 0;
    }

    private static @Nullable PasswordFinder finder(String text, char @Nullable [] passphrase) {
        if (passphrase == null || passphrase.length == 0) {
            return null;
        }
        return new Given(text.contains("Proc-Type: 4,ENCRYPTED") ? bytesAsLetters(passphrase) : passphrase);
    }

    /** For the old PEM form the library takes the low byte of each letter, where OpenSSL takes UTF-8. */
    private static char[] bytesAsLetters(char[] passphrase) {
        var bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        return StandardCharsets.ISO_8859_1.decode(bytes).toString().toCharArray();
    }

    private static SshException unreadable(String message) {
        return new SshException(Kind.IDENTITY_UNREADABLE, message);
    }

    private static SshException unsupported(String message) {
        return new SshException(Kind.IDENTITY_UNSUPPORTED, message);
    }

    /** Hands out copies, since the library blanks what it gets. */
    private record Given(char[] passphrase) implements PasswordFinder {
        @Override
        public char[] reqPassword(Resource<?> resource) {
            return passphrase.clone();
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }

        @Override
        public String toString() {
            return "Given[hidden]";
        }
    }
}
