package dev.slipway.client.pod;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to reach a machine, resolved where the CLI runs: no alias, no local file name, no agent.
 *
 * @param user login name
 * @param host name or address
 * @param port TCP port
 * @param key private key, which the server stores encrypted; null when {@code identityOnServer} is given
 * @param identityOnServer path of a key file that {@code api} and {@code worker} can read themselves; null when {@code key}
 *     is given
 * @param hostKeys known host keys in {@code known_hosts} key form ({@code ssh-ed25519 AAAA...}); empty: trust on first use
 * @param jumps machines to go through, outermost first
 */
public record PodAccess(
        String user,
        String host,
        int port,
        @Nullable PodKey key,
        @Nullable String identityOnServer,
        List<String> hostKeys,
        List<PodAccess> jumps) {
    public PodAccess {
        hostKeys = List.copyOf(Objects.requireNonNullElse(hostKeys, List.of()));
        jumps = List.copyOf(Objects.requireNonNullElse(jumps, List.of()));
    }
}
