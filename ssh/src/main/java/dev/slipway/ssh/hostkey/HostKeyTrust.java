package dev.slipway.ssh.hostkey;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the key that one server shows to one connection: pinned keys, else the key of the first use.
 *
 * <p>One object a connection; it remembers what was shown, and why it was refused, since the library only says that it
 * was.
 */
public final class HostKeyTrust implements HostKeyVerifier {
    /** Plain keys, in the order in which an unknown server is asked for them; its certificates come last. */
    private static final List<String> PLAIN = List.of(
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");

    private final HostAddress address;
    private final List<HostKey> pinned;
    private final FirstUse firstUse;
    private volatile @Nullable HostKey shown;
    private volatile @Nullable SshException refusal;

    private HostKeyTrust(HostAddress address, List<HostKey> pinned, FirstUse firstUse) {
        this.address = address;
        this.pinned = pinned;
        this.firstUse = firstUse;
    }

    /**
     * For one connection to this address.
     *
     * @throws SshException when a pinned key cannot be read
     */
    public static HostKeyTrust of(HostAddress address, FirstUse firstUse) throws SshException {
        var pinned = new ArrayList<HostKey>();
        for (var text : address.hostKeys()) {
            pinned.add(HostKey.parse(text));
        }
        return new HostKeyTrust(address, List.copyOf(pinned), firstUse);
    }

    /** The key that the server showed and that was accepted. */
    public HostKey accepted() {
        var key = shown;
        if (key == null) {
            throw new IllegalStateException("no key was shown yet");
        }
        return key;
    }

    /** Why the key was refused, if it was. */
    public Optional<SshException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        var candidate = HostKey.of(key);
        var expected = pinned.isEmpty() ? List.of(firstUse.learn(address, candidate)) : pinned;
        if (expected.contains(candidate) || signedByAuthority(expected, key)) {
            shown = candidate;
            return true;
        }
        refusal = changed(expected, candidate);
        return false;
    }

    /** Names of algorithms to prefer, so that the server shows a key of a kind that is pinned. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        var expected = pinned.isEmpty() ? firstUse.known(address).stream().toList() : pinned;
        var names = new ArrayList<String>();
        expected.forEach(key -> names.addAll(algorithmsOf(key)));
        return names.isEmpty() ? PLAIN : names;
    }

    private static List<String> algorithmsOf(HostKey key) {
        if (key.authority()) {
            return PLAIN.stream().map(name -> name + "-cert-v01@openssh.com").toList();
        }
        return key.type().equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(key.type());
    }

    /** The library has checked the certificate's signature, names and dates before it asks. */
    private static boolean signedByAuthority(List<HostKey> expected, PublicKey key) {
        return key instanceof Certificate<?> certificate && expected.contains(HostKey.signerOf(certificate));
    }

    private SshException changed(List<HostKey> expected, HostKey candidate) {
        var trusted = expected.stream().map(HostKeyTrust::named).distinct().collect(Collectors.joining(" or "));
        return new SshException(
                Kind.HOST_KEY_CHANGED,
                "The host key of %s changed: %s is trusted, but the server shows %s."
                        .formatted(address.display(), trusted, named(candidate)));
    }

    private static String named(HostKey key) {
        return key.fingerprint() + " (" + (key.authority() ? "authority, " : "") + key.type() + ")";
    }
}
