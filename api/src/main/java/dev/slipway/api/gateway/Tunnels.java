package dev.slipway.api.gateway;

import dev.slipway.api.pod.PodLink;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.Tunnel;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tunnels to servers on pods: one a port, kept open while it is used, closed when it was not for a while. */
@Singleton
public class Tunnels {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

    /** Port on this machine's loopback that leads to a port of the pod's loopback. */
    public int localPort(PodLink link, int remotePort) throws SshException {
        var key =
                new Key(link.row().name(), link.address().display(), link.row().hostKey(), remotePort);
        return slots.computeIfAbsent(key, _ -> new Slot()).open(link, remotePort);
    }

    @Scheduled(fixedDelay = "1m")
    void closeIdle() {
        closeUnusedSince(System.nanoTime() - IDLE.toNanos());
    }

    /** Closes those that nobody asked for since, and that nothing goes through: an answer may take longer than any patience. */
    void closeUnusedSince(long nanoTime) {
        slots.values().forEach(slot -> slot.closeIfUnusedSince(nanoTime));
    }

    @PreDestroy
    void close() {
        slots.values().forEach(Slot::close);
    }

    /** A pod that moved, or shows another host key, gets another tunnel. */
    private record Key(String pod, String address, String hostKey, int port) {}

    /** At most one tunnel. */
    private static final class Slot {
        private @Nullable Tunnel tunnel;
        private long used;

        synchronized int open(PodLink link, int remotePort) throws SshException {
            used = System.nanoTime();
            if (tunnel == null) {
                tunnel = link.tunnel().tunnel(remotePort);
            }
            return tunnel.localPort();
        }

        synchronized void closeIfUnusedSince(long nanoTime) {
            if (used - nanoTime < 0 && tunnel != null && tunnel.connections() == 0) {
                close();
            }
        }

        synchronized void close() {
            if (tunnel != null) {
                tunnel.close();
                tunnel = null;
            }
        }
    }
}
