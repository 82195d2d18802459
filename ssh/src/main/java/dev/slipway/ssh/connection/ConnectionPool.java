package dev.slipway.ssh.connection;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.hostkey.FirstUse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** All connections of this process: one slot a machine, purpose and lane. */
public final class ConnectionPool implements AutoCloseable {
    private final SshSettings settings;
    private final FirstUse firstUse = new FirstUse();
    private final Map<Key, ConnectionSlot> slots = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private final Connector connector;

    private record Key(HostAddress address, Purpose purpose, int lane) {}

    public ConnectionPool(SshSettings settings) {
        this.settings = settings;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("ssh-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
        this.connector = new Connector(settings, firstUse, clock);
        var pause = pause(settings).toMillis();
        clock.scheduleWithFixedDelay(this::check, pause, pause, TimeUnit.MILLISECONDS);
    }

    public SshSettings settings() {
        return settings;
    }

    /**
     * The place of one connection.
     *
     * @param lane 0, or more where one connection has too few channels
     */
    public ConnectionSlot slot(HostAddress address, Purpose purpose, int lane) {
        return slots.computeIfAbsent(
                new Key(address, purpose, lane), key -> new ConnectionSlot(address, connector, settings));
    }

    /** Runs something later on a thread of its own, since it may block; cancel what is no longer needed. */
    public Future<?> later(Duration delay, Runnable work) {
        return clock.schedule(
                () -> Thread.ofVirtual().name("ssh-late").start(work),
                Deadline.after(delay).remainingNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Closes the connections of a machine and forgets the key that it showed on first use. */
    public void forget(HostAddress address) {
        firstUse.forget(address);
        slots.forEach((key, slot) -> {
            if (key.address().display().equals(address.display())) {
                slot.drop();
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try (var closers = Executors.newVirtualThreadPerTaskExecutor()) {
            slots.values().forEach(slot -> closers.execute(slot::close));
        }
    }

    private void check() {
        for (var slot : slots.values()) {
            try {
                slot.check();
            } catch (IOException e) {
                // A socket that cannot be closed is of no more use than a closed one.
            }
        }
    }

    private static Duration pause(SshSettings settings) {
        var quarter = settings.idleTimeout().dividedBy(4);
        var shorter = quarter.compareTo(settings.keepAliveInterval()) < 0 ? quarter : settings.keepAliveInterval();
        return shorter.compareTo(Duration.ofMillis(50)) < 0 ? Duration.ofMillis(50) : shorter;
    }
}
