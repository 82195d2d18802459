package dev.slipway.ssh.job;

import dev.slipway.ssh.RemoteProcess;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One channel to the follower on one pod, shared by everybody in this process who follows a job there. It is never
 * re-made: when it breaks, each follower is told, and the next one opens a new channel.
 */
final class FollowChannel {
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RemoteProcess process;
    private final Map<Long, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final AtomicLong lastKey = new AtomicLong();
    private final Object orderLock = new Object();
    private volatile long lastFrame = System.nanoTime();
    private volatile long lastUse = System.nanoTime();
    private volatile @Nullable SshException failure;

    FollowChannel(RemoteProcess process) {
        this.process = process;
    }

    /** Starts to read frames, on a thread of its own. */
    void start() {
        Thread.ofVirtual().name("slipway-follow").start(this::pump);
    }

    boolean usable() {
        return failure == null;
    }

    /** Follows a job to its end, on the calling thread. */
    JobStatus follow(String jobId, long fromOffset, LogListener listener) throws SshException, InterruptedException {
        var key = lastKey.incrementAndGet();
        var subscription = new Subscription(this, key, fromOffset, listener);
        subscriptions.put(key, subscription);
        var broken = failure;
        if (broken != null) {
            subscription.fail(broken); // it broke while this one was added, and may not have seen it
        }
        order(subscription.order(jobId));
        try {
            return subscription.run();
        } finally {
            leave(key);
        }
    }

    private void leave(long key) {
        lastUse = System.nanoTime();
        if (subscriptions.remove(key) != null) {
            order("U " + key);
        }
    }

    /** Sends a line to the follower; where that fails every subscription is told. */
    void order(String line) {
        try {
            synchronized (orderLock) {
                process.stdin().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                process.stdin().flush();
            }
        } catch (IOException e) {
            fail(lost(e));
        }
    }

    /** The follower says something every second or so: a long silence is a channel that died without a word. */
    void failWhenSilent() {
        if (System.nanoTime() - lastFrame > LONGEST_SILENCE_NANOS) {
            fail(new SshException(Kind.CONNECTION_LOST, "the follower on the pod has been silent for too long"));
        }
    }

    void close() {
        fail(new SshException(Kind.CONNECTION_LOST, "the follower was closed"));
    }

    private void pump() {
        var frames = new FrameReader(process.stdout());
        try {
            while (usable()) {
                var frame = frames.next();
                lastFrame = System.nanoTime();
                dispatch(frame);
            }
        } catch (IOException e) {
            fail(lost(e));
        } catch (SshException e) {
            fail(e);
        }
    }

    private void dispatch(Frame frame) {
        switch (frame) {
            case Frame.Data data -> deliver(data.key(), data);
            case Frame.Gap gap -> deliver(gap.key(), gap);
            case Frame.End end -> deliver(end.key(), end);
            case Frame.Wiped wiped -> subscriptions.values().forEach(each -> each.deliver(wiped));
            case Frame.Tick tick -> closeWhenIdle();
        }
    }

    private void deliver(long key, Frame frame) {
        var subscription = subscriptions.get(key);
        if (subscription != null) { // else its follower has just left
            subscription.deliver(frame);
        }
    }

    private void closeWhenIdle() {
        if (subscriptions.isEmpty() && System.nanoTime() - lastUse > LINGER_NANOS) {
            close();
        }
    }

    private void fail(SshException cause) {
        if (failure == null) {
            failure = cause;
        }
        process.close();
        subscriptions.values().forEach(each -> each.fail(cause));
    }

    private static SshException lost(IOException cause) {
        return new SshException(Kind.CONNECTION_LOST, "the channel to the follower on the pod was lost", cause);
    }
}
