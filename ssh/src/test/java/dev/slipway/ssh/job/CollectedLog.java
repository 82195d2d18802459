package dev.slipway.ssh.job;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps everything and checks that no byte comes twice or out of order. */
class CollectedLog implements RemoteJobs.LogListener {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> gaps = new ArrayList<>();
    private long next;
    private int ticks;

    CollectedLog() {
        this(0);
    }

    CollectedLog(long fromOffset) {
        next = fromOffset;
    }

    @Override
    public synchronized void onLog(long offset, byte[] received) {
        if (offset != next) {
            throw new AssertionError("bytes at " + offset + " where " + next + " was next");
        }
        bytes.writeBytes(received);
        next += received.length;
    }

    @Override
    public synchronized void onGap(long fromOffset, long toOffset) {
        gaps.add(fromOffset + "-" + toOffset);
        next = toOffset;
    }

    @Override
    public synchronized void onTick(long offset) {
        ticks++;
    }

    synchronized long next() {
        return next;
    }

    synchronized int ticks() {
        return ticks;
    }

    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
