package dev.slipway.activities.job;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a log, at most 4 KiB in sum; of a longer line its end. */
final class LogTail {
    private static final int LIMIT = 4096;

    private final Deque<String> lines = new ArrayDeque<>();
    private int length;

    void add(String line) {
        String kept = line.length() < LIMIT ? line : line.substring(line.length() - LIMIT + 1);
        lines.add(kept);
        length += kept.length() + 1;
        while (length > LIMIT) {
            length -= lines.removeFirst().length() + 1;
        }
    }

    String text() {
        return String.join("\n", lines);
    }
}
