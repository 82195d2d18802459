package dev.slipway.ssh.connection;

import java.time.Duration;

/** A moment until which something must be done. */
public record Deadline(long nanoTime) {
    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + nanos(duration));
    }

    /** The earlier of this one and the one after {@code duration}. */
    public Deadline orAfter(Duration duration) {
        var other = after(duration);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    public boolean passed() {
        return remainingNanos() <= 0;
    }

    /** Zero or more. */
    public long remainingNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }

    /** At least one, since the library takes zero for ever. */
    public long remainingMillis() {
        return Math.max(1, remainingNanos() / 1_000_000);
    }

    /** A century is as good as for ever, and does not overflow. */
    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(36_500)) > 0
                ? Duration.ofDays(36_500).toNanos()
                : duration.toNanos();
    }
}
