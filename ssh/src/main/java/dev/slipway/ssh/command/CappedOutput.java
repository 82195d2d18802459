package dev.slipway.ssh.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The first or the last bytes of an output, and whether there were more. Thread-safe. */
final class CappedOutput {
    private final int limit;
    private final boolean keepsEnd;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    private CappedOutput(int limit, boolean keepsEnd) {
        this.limit = limit;
        this.keepsEnd = keepsEnd;
    }

    static CappedOutput first(int limit) {
        return new CappedOutput(limit, false);
    }

    static CappedOutput last(int limit) {
        return new CappedOutput(limit, true);
    }

    synchronized void add(byte[] bytes, int length) {
        if (keepsEnd) {
            addToEnd(bytes, length);
            return;
        }
        var room = Math.min(length, limit - kept.size());
        kept.write(bytes, 0, room);
        truncated |= room < length;
    }

    /** Lets twice the limit pile up before it cuts, so that a flood does not copy the whole for each chunk. */
    private void addToEnd(byte[] bytes, int length) {
        kept.write(bytes, 0, length);
        if (kept.size() > 2L * limit + 4096) {
            var end = end();
            kept.reset();
            kept.write(end, 0, end.length);
            truncated = true;
        }
    }

    private byte[] end() {
        var all = kept.toByteArray();
        return java.util.Arrays.copyOfRange(all, Math.max(0, all.length - limit), all.length);
    }

    synchronized boolean truncated() {
        return truncated || kept.size() > limit;
    }

    /** Decoded; a character that the cap cut in two is left out. */
    synchronized String text() {
        var bytes = keepsEnd ? end() : kept.toByteArray();
        var from = 0;
        var to = bytes.length;
        if (truncated()) {
            from = keepsEnd ? firstWhole(bytes) : 0;
            to = keepsEnd ? to : lastWhole(bytes);
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static int firstWhole(byte[] bytes) {
        var at = 0;
        while (at < bytes.length && at < 3 && isContinuation(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int lastWhole(byte[] bytes) {
        var start = bytes.length - 1;
        while (start >= 0 && start > bytes.length - 4 && isContinuation(bytes[start])) {
            start--;
        }
        if (start < 0) {
            return bytes.length;
        }
        return start + sequenceLength(bytes[start]) > bytes.length ? start : bytes.length;
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }

    private static int sequenceLength(byte lead) {
        if ((lead & 0xE0) == 0xC0) {
            return 2;
        }
        if ((lead & 0xF0) == 0xE0) {
            return 3;
        }
        return (lead & 0xF8) == 0xF0 ? 4 : 1;
    }
}
