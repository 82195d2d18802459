package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.Heartbeats;
import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.SshFailures;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import dev.slipway.workflows.deployment.ReadyDeadline;
import dev.slipway.workflows.deployment.ReadyRequest;
import dev.slipway.workflows.deployment.ReadyResult;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One attempt of a wait. The first news decides; until then it heartbeats and looks at the deadline every second. */
final class ReadyWait {
    /** The program on the pod says that it lives every few seconds. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private static final long BEAT_MILLIS = 1000;
    /** A server that is ready says so within this, once it can be asked. */
    private static final long SETTLING_MILLIS = 5000;

    private final ReadyRequest request;
    private final PodConnection pod;
    private final RemoteJobs jobs;
    private final ReadyLog log;
    private final String apiKey;
    private final InstantSource clock;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    /** When this attempt first heard of the pod; 0: not yet. */
    private volatile long firstHeardMillis;

    ReadyWait(
            ReadyRequest request,
            PodConnection pod,
            RemoteJobs jobs,
            ReadyLog log,
            String apiKey,
            InstantSource clock) {
        this.request = request;
        this.pod = pod;
        this.jobs = jobs;
        this.log = log;
        this.apiKey = apiKey;
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
                throw Heartbeats.during(context, log.position(), () -> new ServerPostMortem(pod, jobs, request.jobId())
                        .failure(ended.status()));
            case Broken broken -> throw SshFailures.of(broken.cause());
            case Bug bug -> throw bug.cause();
            case Logged logged -> throw new IllegalStateException("a log line decides nothing");
        };
    }

    /** Follows the job's log to its end. */
    void follow() {
        long from = log.position().offset();
        tell(() -> new Ended(jobs.follow(pod.follow(), pod.root(), request.jobId(), from, new Pushing())));
    }

    /** Runs the program on the pod to its end. */
    void probe() {
        tell(() -> {
            var lines = new ProbeLines();
            ExecResult end = pod.follow().stream(command(), (bytes, length) -> {
                lines.accept(bytes, length);
                heard();
            });
            return lines.news()
                    .orElseGet(() -> new Broken(new SshException(
                            SshException.Kind.CONNECTION_LOST,
                            "The probe on the pod ended without a result"
                                    + (end.stderr().isBlank()
                                            ? "."
                                            : ": "
                                                    + end.stderr()
                                                            .strip()
                                                            .lines()
                                                            .toList()
                                                            .getLast()))));
        });
    }

    private Command command() {
        return Command.of(
                        LONGEST_SILENCE,
                        request.runtimePath() + "/bin/python",
                        "-I",
                        "-c",
                        PodPrograms.READY,
                        String.valueOf(request.port()),
                        request.jobId(),
                        request.servedName(),
                        request.kind())
                .withStdin((apiKey + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void tell(Telling telling) {
        try {
            news.add(telling.news());
        } catch (SshException e) {
            news.add(new Broken(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the wait is over
        } catch (RuntimeException e) {
            news.add(new Bug(e));
        }
    }

    private void heard() {
        if (firstHeardMillis == 0) {
            firstHeardMillis = clock.millis();
        }
    }

    private void checkDeadline(long now) {
        ReadyDeadline deadline = request.deadline();
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

    /** Hands on what is logged: this thread is interrupted when the wait is over, which no database likes. */
    private final class Pushing implements LogListener {
        @Override
        public void onLog(long offset, byte[] bytes) {
            heard();
            news.add(new Logged(offset, bytes));
        }

        @Override
        public void onGap(long fromOffset, long toOffset) {
            news.add(new Logged(toOffset, new byte[0]));
        }

        @Override
        public void onTick(long offset) {
            // the wait has a clock of its own
        }
    }

    @FunctionalInterface
    private interface Telling {
        News news() throws SshException, InterruptedException;
    }
}
