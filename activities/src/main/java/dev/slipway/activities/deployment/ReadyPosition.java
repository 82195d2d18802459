package dev.slipway.activities.deployment;

/**
 * What a heartbeat of the wait carries, so that the next attempt goes on where this one was. Times are epoch milliseconds.
 *
 * @param offset logical offset of the first log line that is not stored yet
 * @param startedAtMillis when the wait began
 * @param activeAtMillis when the server last logged something
 */
record ReadyPosition(long offset, long startedAtMillis, long activeAtMillis) {
    static ReadyPosition at(long now) {
        return new ReadyPosition(0, now, now);
    }
}
