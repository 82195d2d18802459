package dev.slipway.activities.job;

import dev.slipway.ssh.job.LogText;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Cuts the bytes of a job's log into lines. Each is stored under the offset of its first byte: whatever the pieces in
 * which the bytes come, and however often, a line has one key.
 */
public final class JobLog {
    private final LogText text = new LogText();
    private final Sink sink;
    private final LogTail tail = new LogTail();
    private long lineStart;
    private long position;

    public JobLog(long fromOffset, Sink sink) {
        this.lineStart = fromOffset;
        this.position = fromOffset;
        this.sink = sink;
    }

    public void accept(byte[] bytes) {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                feed(bytes, from, i + 1);
                from = i + 1;
            }
        }
        feed(bytes, from, bytes.length);
    }

    /** Bytes were pruned on the pod before they were read. */
    public void skipTo(long offset) {
        text.finish();
        sink.line(lineStart, "[" + (offset - lineStart) + " bytes of log are gone]");
        lineStart = offset;
        position = offset;
    }

    /** The last line counts also without a line end. */
    public void finish() {
        text.finish().forEach(this::emit);
        lineStart = position;
    }

    /** Where a next attempt begins: the start of the line that is not complete. */
    public long resumeOffset() {
        return lineStart;
    }

    /** The last lines, at most 4 KiB. */
    public String tail() {
        return tail.text();
    }

    private void feed(byte[] bytes, int from, int to) {
        var piece = new ByteArrayOutputStream(to - from);
        piece.write(bytes, from, to - from);
        position += to - from;
        Consumer<String> completed = line -> {
            emit(line);
            lineStart = position;
        };
        text.accept(piece.toByteArray()).forEach(completed);
    }

    private void emit(String line) {
        sink.line(lineStart, line);
        if (ProgressLine.parse(line).isEmpty()) {
            tail.add(line);
        }
    }

    /** Takes lines, safe to show, without line end. */
    @FunctionalInterface
    public interface Sink {
        void line(long offset, String line);
    }
}
