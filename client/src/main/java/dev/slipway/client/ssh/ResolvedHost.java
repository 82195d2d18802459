package dev.slipway.client.ssh;

import dev.slipway.client.pod.PodAccess;
import java.util.List;
import java.util.function.Function;

/**
 * A machine with everything that this computer knows of it.
 *
 * @param user login name
 * @param host name or address
 * @param port TCP port
 * @param identities keys that {@code ssh} would try, in its order; empty only where a key was not asked for
 * @param hostKeys its known keys in the form {@code ssh-ed25519 AAAA...}; empty: never seen
 * @param jumps machines to go through, outermost first
 */
public record ResolvedHost(
        String user,
        String host,
        int port,
        List<IdentityFile> identities,
        List<String> hostKeys,
        List<ResolvedHost> jumps) {
    public ResolvedHost {
        identities = List.copyOf(identities);
        hostKeys = List.copyOf(hostKeys);
        jumps = List.copyOf(jumps);
    }

    /** {@code user@host:port}. */
    public String display() {
        return user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * The form that the server stores, with the first key of each machine.
     *
     * @param passphrases asked for each key that is encrypted
     */
    public PodAccess access(Function<IdentityFile, String> passphrases) {
        var identity = identities.isEmpty() ? null : identities.getFirst();
        var key = identity == null ? null : identity.key(identity.encrypted() ? passphrases.apply(identity) : null);
        return new PodAccess(user, host, port, key, null, hostKeys, jumpAccess(passphrases));
    }

    /** The same with a key that lies on the server; jumps still need their own from here. */
    public PodAccess accessWithIdentityOnServer(String path, Function<IdentityFile, String> passphrases) {
        return new PodAccess(user, host, port, null, path, hostKeys, jumpAccess(passphrases));
    }

    private List<PodAccess> jumpAccess(Function<IdentityFile, String> passphrases) {
        return jumps.stream().map(jump -> jump.access(passphrases)).toList();
    }
}
