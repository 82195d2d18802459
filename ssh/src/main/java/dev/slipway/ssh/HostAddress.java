package dev.slipway.ssh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to reach one machine, resolved: no alias, no file name, no agent.
 *
 * @param user login name
 * @param host name or address
 * @param port TCP port
 * @param identity private key to authenticate with
 * @param hostKeys pinned host keys in {@code known_hosts} key form ({@code ssh-ed25519 AAAA...}); empty: trust on first
 *     use, and the caller stores what {@link RemoteHost#connect} answers
 * @param jumps machines to go through, outermost first; empty for a direct connection
 */
public record HostAddress(
        String user,
        String host,
        int port,
        @Nullable Identity identity,
        List<String> hostKeys,
        List<HostAddress> jumps) {
    public HostAddress {
        hostKeys = List.copyOf(hostKeys);
        jumps = List.copyOf(jumps);
    }

    /** The pool's key and the name in messages: {@code user@host:port}, without any secret. */
    public String display() {
        return user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
