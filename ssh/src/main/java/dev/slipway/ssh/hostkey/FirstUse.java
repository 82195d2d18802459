package dev.slipway.ssh.hostkey;

import dev.slipway.ssh.HostAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys learned on first use: within this process a machine without a pinned key must go on showing the key that it
 * showed first. Thread-safe.
 */
public final class FirstUse {
    private final Map<Endpoint, HostKey> learned = new ConcurrentHashMap<>();

    /** The same name behind another jump is another machine. */
    private record Endpoint(String host, int port, List<String> way) {
        static Endpoint of(HostAddress address) {
            return new Endpoint(
                    address.host(),
                    address.port(),
                    address.jumps().stream().map(HostAddress::display).toList());
        }
    }

    Optional<HostKey> known(HostAddress address) {
        return Optional.ofNullable(learned.get(Endpoint.of(address)));
    }

    /** Remembers the key unless one is known, and answers the one that is to be trusted. */
    HostKey learn(HostAddress address, HostKey key) {
        var before = learned.putIfAbsent(Endpoint.of(address), key);
        return before == null ? key : before;
    }

    /** Forgets the key, for example because the address was rented to another machine. */
    public void forget(HostAddress address) {
        learned.remove(Endpoint.of(address));
    }
}
