package dev.slipway.store.run;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for events of which run in this process. One thread watches the database for all of them; it begins with the
 * first reader and ends with the last.
 */
@Singleton
final class RunWakes {
    private final RunWatch watch;
    private final Map<String, Set<Reader>> readers = new HashMap<>();
    private boolean watching;

    RunWakes(RunWatch watch) {
        this.watch = watch;
    }

    RunJournal.Subscription follow(String runId, Runnable wake) {
        var reader = new Reader(wake);
        synchronized (this) {
            readers.computeIfAbsent(runId, id -> new LinkedHashSet<>()).add(reader);
            if (!watching) {
                watching = true;
                Thread.ofVirtual().name("run-watch").start(() -> watch.watch(this));
            }
        }
        wake.run();
        return () -> leave(runId, reader);
    }

    /** Tells the readers of other processes and of this one, when the transaction of the connection commits. */
    void announce(Connection connection, String runId) {
        watch.announce(connection, runId);
    }

    /** Runs that somebody waits for; empty means that the watch must end, and the next reader starts a new one. */
    synchronized Set<String> wanted() {
        if (readers.isEmpty()) {
            watching = false;
        }
        return Set.copyOf(readers.keySet());
    }

    void wake(String runId) {
        List<Reader> woken;
        synchronized (this) {
            woken = List.copyOf(readers.getOrDefault(runId, Set.of()));
        }
        woken.forEach(reader -> reader.wake().run());
    }

    void wakeAll(Collection<String> runIds) {
        runIds.forEach(this::wake);
    }

    private synchronized void leave(String runId, Reader reader) {
        Set<Reader> left = readers.getOrDefault(runId, Set.of());
        if (left.remove(reader) && left.isEmpty()) {
            readers.remove(runId);
        }
    }

    @PreDestroy
    synchronized void close() {
        readers.clear();
    }

    /** One subscription; equal only to itself, so that the same wake may subscribe twice. */
    private static final class Reader {
        private final Runnable wake;

        Reader(Runnable wake) {
            this.wake = wake;
        }

        Runnable wake() {
            return wake;
        }
    }
}
