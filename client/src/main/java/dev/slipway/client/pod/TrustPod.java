package dev.slipway.client.pod;

import java.util.List;
import java.util.Objects;

/**
 * Pins a pod's host key anew.
 *
 * @param hostKeys keys to pin, in {@code known_hosts} key form; empty: the one that the machine shows now
 */
public record TrustPod(List<String> hostKeys) {
    public TrustPod {
        hostKeys = List.copyOf(Objects.requireNonNullElse(hostKeys, List.of()));
    }
}
