package dev.slipway.ssh.job;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One follower of one job: the channel's thread puts frames in, the following thread takes them out.
 *
 * <p>The pod never sends more than {@link #WINDOW} bytes ahead of what the listener took, so the queue stays small and a
 * slow listener holds up nobody else.
 */
final class Subscription {
    /** Bytes that the pod may be ahead. */
    static final int WINDOW = 2 << 20;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final FollowChannel channel;
    private final long key;
    private final LogListener listener;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private long offset;
    private long allowed;

    Subscription(FollowChannel channel, long key, long fromOffset, LogListener listener) {
        this.channel = channel;
        this.key = key;
        this.listener = listener;
        this.offset = fromOffset;
        this.allowed = fromOffset + WINDOW;
    }

    /** The order that begins it. */
    String order(String jobId) {
        return "F " + key + " " + jobId + " " + offset + " " + allowed;
    }

    void deliver(Frame frame) {
        frames.add(frame);
    }

    /** Hands everything to the listener until the job ends. */
    JobStatus run() throws SshException, InterruptedException {
        var nextTick = System.nanoTime() + TICK_NANOS;
        while (true) {
            var frame = frames.poll(Math.max(0, nextTick - System.nanoTime()), TimeUnit.NANOSECONDS);
            var ended = frame == null ? null : take(frame);
            if (ended != null) {
                return ended;
            }
            if (System.nanoTime() - nextTick >= 0) {
                nextTick = System.nanoTime() + TICK_NANOS;
                channel.failWhenSilent();
                listener.onTick(offset);
            }
        }
    }

    private @Nullable JobStatus take(Frame frame) throws SshException {
        return switch (frame) {
            case Frame.Data data -> take(data);
            case Frame.Gap gap -> take(gap);
            case Frame.End end -> end.status();
            case Frame.Wiped wiped -> new JobStatus(JobStatus.State.ABSENT, 0, 0, 0);
            // A new exception, since several threads are told of the same failure.
            case Frame.Broken(var cause) ->
                throw new SshException(cause.kind(), String.valueOf(cause.getMessage()), cause);
            case Frame.Tick tick -> null;
        };
    }

    private @Nullable JobStatus take(Frame.Data data) throws SshException {
        expect(data.offset());
        listener.onLog(offset, data.bytes());
        moveTo(offset + data.bytes().length);
        return null;
    }

    private @Nullable JobStatus take(Frame.Gap gap) throws SshException {
        expect(gap.from());
        listener.onGap(gap.from(), gap.to());
        moveTo(gap.to());
        return null;
    }

    private void expect(long received) throws SshException {
        if (received != offset) {
            throw new SshException(Kind.PROTOCOL, "log bytes at " + received + " came where " + offset + " is next");
        }
    }

    private void moveTo(long newOffset) {
        offset = newOffset;
        if (allowed - offset < WINDOW / 2) {
            allowed = offset + WINDOW;
            channel.order("C " + key + " " + allowed);
        }
    }
}
