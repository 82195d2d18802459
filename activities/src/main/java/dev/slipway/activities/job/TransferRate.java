package dev.slipway.activities.job;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes a second over the last ten seconds. */
final class TransferRate {
    private static final long WINDOW_MILLIS = 10_000;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Takes a sample and answers the rate; 0 until there are two at different times. */
    long add(long atMillis, long done) {
        if (!samples.isEmpty() && done < samples.getLast().done()) {
            samples.clear(); // something was thrown away and is fetched again
        }
        samples.add(new Sample(atMillis, done));
        while (samples.size() > 2 && samples.getFirst().atMillis() < atMillis - WINDOW_MILLIS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long millis = atMillis - first.atMillis();
        return millis <= 0 ? 0 : (done - first.done()) * 1000 / millis;
    }

    private record Sample(long atMillis, long done) {}
}
