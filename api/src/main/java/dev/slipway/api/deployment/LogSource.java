package dev.slipway.api.deployment;

import dev.slipway.api.pod.PodLink;
import dev.slipway.api.stream.Outlet;
import dev.slipway.api.stream.Source;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.LogText;
import dev.slipway.ssh.job.RemoteJobs.LogChunk;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The log of a server, read from its pod, as lines that are safe to show.
 *
 * @param job job of the server
 * @param follow whether to go on as it grows
 * @param tail begin at most so many bytes before its end; 0: from its beginning
 */
record LogSource(PodLink link, PodRoot root, String job, boolean follow, long tail) implements Source<byte[]> {
    private static final int PAGE = 256 * 1024;

    @Override
    public void pump(Outlet<byte[]> outlet) throws SshException, InterruptedException {
        var lines = new Lines(outlet);
        long offset = begin();
        LogChunk chunk = read(offset);
        while (chunk.bytes().length > 0 && lines.take(chunk.offset(), chunk.bytes())) {
            offset = chunk.offset() + chunk.bytes().length;
            chunk = read(offset);
        }
        if (follow && outlet.isOpen()) {
            follow(outlet, lines, offset);
        }
        lines.finish();
    }

    private void follow(Outlet<byte[]> outlet, Lines lines, long offset) throws SshException, InterruptedException {
        outlet.onClose(Thread.currentThread()::interrupt);
        link.jobs().follow(link.follow(), root, job, offset, lines);
    }

    private long begin() throws SshException {
        return tail == 0 ? 0 : Math.max(0, read(0, 1).end() - tail);
    }

    private LogChunk read(long offset) throws SshException {
        return read(offset, PAGE);
    }

    private LogChunk read(long offset, int bytes) throws SshException {
        return link.jobs().read(link.control(), root, job, offset, bytes);
    }

    /** Bytes of the log as lines. */
    private static final class Lines implements LogListener {
        private final Outlet<byte[]> outlet;
        private final LogText text = new LogText();
        private long expected = -1;

        Lines(Outlet<byte[]> outlet) {
            this.outlet = outlet;
        }

        boolean take(long offset, byte[] bytes) throws InterruptedException {
            if (expected >= 0 && offset > expected) {
                send(List.of("[" + (offset - expected) + " bytes of the log are gone]"));
            }
            expected = offset + bytes.length;
            return send(text.accept(bytes));
        }

        void finish() throws InterruptedException {
            send(text.finish());
        }

        @Override
        public void onLog(long offset, byte[] bytes) {
            try {
                take(offset, bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onGap(long fromOffset, long toOffset) {
            // Told when the next bytes arrive.
        }

        @Override
        public void onTick(long offset) {
            // There is nobody to tell.
        }

        private boolean send(List<String> lines) throws InterruptedException {
            if (lines.isEmpty()) {
                return outlet.isOpen();
            }
            return outlet.send((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
