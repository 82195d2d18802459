package dev.slipway.ssh.command;

import dev.slipway.ssh.connection.ConnectionPool;
import java.time.Duration;
import java.util.concurrent.Future;

/** Goes off once when nothing was heard for too long; time in which nobody listens does not count. */
final class SilenceAlarm implements AutoCloseable {
    private final ConnectionPool pool;
    private final Duration longest;
    private final Runnable action;
    private long heardAt = System.nanoTime();
    private boolean paused;
    private boolean closed;
    private Future<?> check;

    SilenceAlarm(ConnectionPool pool, Duration longest, Runnable action) {
        this.pool = pool;
        this.longest = longest;
        this.action = action;
        this.check = pool.later(longest, this::check);
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        heardAt = System.nanoTime();
    }

    @Override
    public synchronized void close() {
        closed = true;
        check.cancel(false);
    }

    private void check() {
        if (isDue()) {
            action.run();
        }
    }

    private synchronized boolean isDue() {
        if (closed) {
            return false;
        }
        var left = paused ? longest : longest.minusNanos(System.nanoTime() - heardAt);
        if (left.isPositive()) {
            check = pool.later(left, this::check);
            return false;
        }
        return true;
    }
}
