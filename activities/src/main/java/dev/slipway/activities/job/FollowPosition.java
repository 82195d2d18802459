package dev.slipway.activities.job;

/**
 * What a heartbeat carries, so that the next attempt goes on where this one was.
 *
 * @param offset logical offset of the first log line that is not stored yet
 * @param activeAtMillis when the job last logged something or made progress, epoch milliseconds
 */
record FollowPosition(long offset, long activeAtMillis) {}
