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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel to the follower on one pod, shared by everybody in this process who follows a job there. It is never
 * re-made: when it breaks, each follower is told, and the next one opens a new channel.
 */
final class FollowChannel {
    private static final Logger LOG = LoggerFactory.getLogger(FollowChannel.class);
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RemoteProcess process;
    private final Map<Long, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final AtomicLong lastKey = new AtomicLong();
    private final Object orderLock = new Object();
    private volatile long lastFrame = System.nanoTime();
    private volatile long lastUse = System.nanoTime();
    private volatile @Nullable Frame last;

    FollowChannel(RemoteProcess process) {
        this.process = process;
    }

    /** Starts to read frames, on a thread of its own. */
    void start() {
        Thread.ofVirtual().name("slipway-follow").start(this::pump);
    }

    boolean usable() {
        return last == null;
    }

    /** Follows a job to its end, on the calling thread. */
    JobStatus follow(String jobId, long fromOffset, LogListener listener) throws SshException, InterruptedException {
        var key = lastKey.incrementAndGet();
        var subscription = new Subscription(this, key, fromOffset, listener);
        subscriptions.put(key, subscription);
        var ending = last;
        if (ending != null) {
            subscription.deliver(ending); // the channel ended while this one was added, which may have missed it
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

    /** Sends a line to the follower. Where that fails the channel has ended, and its reader finds out why. */
    void order(String line) {
        try {
            synchronized (orderLock) {
                process.stdin().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                process.stdin().flush();
            }
        } catch (IOException e) {
            LOG.debug("cannot write to a follower: {}", e.getMessage());
        }
    }

    /** The follower says something every second or so: a long silence is a channel that died without a word. */
    void failWhenSilent() {
        if (System.nanoTime() - lastFrame > LONGEST_SILENCE_NANOS) {
            end(lost("the follower on the pod has been silent for too long", null));
        }
    }

    void close() {
        end(lost("the follower was closed", null));
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
            end(lost("the channel to the follower on the pod was lost", e));
        } catch (SshException e) {
            end(new Frame.Broken(e));
        }
    }

    private void dispatch(Frame frame) {
        switch (frame) {
            case Frame.Data data -> deliver(data.key(), data);
            case Frame.Gap gap -> deliver(gap.key(), gap);
            case Frame.End end -> deliver(end.key(), end);
            case Frame.Tick tick -> closeWhenIdle();
            case Frame.Wiped wiped -> end(wiped);
            case Frame.Broken broken -> end(broken);
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

    private synchronized void end(Frame reason) {
        if (last == null) {
            last = reason;
            process.close();
            subscriptions.values().forEach(each -> each.deliver(reason));
        }
    }

    private static Frame lost(String sentence, @Nullable IOException cause) {
        return new Frame.Broken(new SshException(Kind.CONNECTION_LOST, sentence, cause));
    }
}
