package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.Heartbeats;
import dev.slipway.activities.connection.SshFailures;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.workflows.deployment.ReadyDeadline;
import dev.slipway.workflows.deployment.ReadyResult;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One attempt of a wait. The first news decides; until then it heartbeats and looks at the deadline every second. */
final class ReadyWait {
    private static final long BEAT_MILLIS = 1000;
    /** A server that is ready says so within this, once it can be asked. */
    private static final long SETTLING_MILLIS = 5000;

    private final ReadyDeadline deadline;
    private final ReadyLog log;
    private final Function<JobStatus, ApplicationFailure> postMortem;
    private final InstantSource clock;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    /** When this attempt first heard of the pod; 0: not yet. */
    private volatile long firstHeardMillis;

    /** @param postMortem says why a server has ended */
    ReadyWait(
            ReadyDeadline deadline,
            ReadyLog log,
            Function<JobStatus, ApplicationFailure> postMortem,
            InstantSource clock) {
        this.deadline = deadline;
        this.log = log;
        this.postMortem = postMortem;
        this.clock = clock;
    }

    /**
     * Waits for what decides, and stores what is logged until then.
     *
     * @throws ApplicationFailure with the code of why the server does not become ready; or of what cut the wait short,
     *     and then it is tried again
     */
    ReadyResult result(ActivityExecutionContext context) throws InterruptedException {
        long nextBeat = clock.millis();
        while (true) {
            News next = news.poll(BEAT_MILLIS, TimeUnit.MILLISECONDS);
            if (next instanceof Logged logged) {
                log.add(logged);
            } else if (next != null) {
                return decided(next, context);
            }
            if (clock.millis() >= nextBeat) {
                nextBeat = clock.millis() + BEAT_MILLIS;
                context.heartbeat(log.position());
                checkDeadline(clock.millis());
            }
        }
    }

    private ReadyResult decided(News news, ActivityExecutionContext context) {
        return switch (news) {
            case Ready ready -> ready.result();
            case Refused refused ->
                throw Failures.of(refused.why().code(), refused.why().message());
            case Ended ended ->
                throw Heartbeats.during(context, log.position(), () -> postMortem.apply(ended.status()));
            case Broken broken -> throw SshFailures.of(broken.cause());
            case Bug bug -> throw bug.cause();
            case Logged logged -> throw new IllegalStateException("a log line decides nothing");
        };
    }

    /** Hands on what was told. From any thread. */
    void tell(News next) {
        news.add(next);
    }

    /** The pod was heard, whatever it said. */
    void heard() {
        if (firstHeardMillis == 0) {
            firstHeardMillis = clock.millis();
        }
    }

    private void checkDeadline(long now) {
        ReadyPosition position = log.position();
        // Before the pod was heard nobody knows how the server is; it may have become ready long ago.
        if (firstHeardMillis == 0 || now - firstHeardMillis < SETTLING_MILLIS) {
            return;
        }
        long activeAt = Math.max(position.activeAtMillis(), firstHeardMillis);
        long elapsed = now - position.startedAtMillis();
        if (deadline.passed(elapsed, now - activeAt)) {
            throw Failures.of(
                    FailureCode.READY_DEADLINE,
                    "The server was not ready after " + elapsed / 1000 + " s, and last logged something "
                            + (now - activeAt) / 1000 + " s ago.");
        }
    }

    /** What ends a wait. */
    sealed interface News {}

    /** Bytes of the log, or the gap before {@code offset} when there are none. */
    record Logged(long offset, byte[] bytes) implements News {}

    record Ready(ReadyResult result) implements News {}

    record Refused(Failure why) implements News {}

    record Ended(JobStatus status) implements News {}

    record Broken(SshException cause) implements News {}

    record Bug(RuntimeException cause) implements News {}
}
