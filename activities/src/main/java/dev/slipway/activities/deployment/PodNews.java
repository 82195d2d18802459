package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.deployment.ReadyWait.Broken;
import dev.slipway.activities.deployment.ReadyWait.Bug;
import dev.slipway.activities.deployment.ReadyWait.Ended;
import dev.slipway.activities.deployment.ReadyWait.Logged;
import dev.slipway.activities.deployment.ReadyWait.News;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import dev.slipway.workflows.deployment.ReadyRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The two that tell a wait what its pod pushes, each on a thread of its own: the job's log, and the program that probes. */
final class PodNews {
    /** The program on the pod says that it lives every few seconds. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final ReadyRequest request;
    private final PodConnection pod;
    private final RemoteJobs jobs;
    private final String apiKey;
    private final ReadyWait wait;

    PodNews(ReadyRequest request, PodConnection pod, RemoteJobs jobs, String apiKey, ReadyWait wait) {
        this.request = request;
        this.pod = pod;
        this.jobs = jobs;
        this.apiKey = apiKey;
        this.wait = wait;
    }

    /** Follows the job's log from an offset to its end. */
    void follow(long from) {
        tell(() -> new Ended(jobs.follow(pod.follow(), pod.root(), request.jobId(), from, new Pushing())));
    }

    /** Runs the program on the pod to its end. */
    void probe() {
        tell(() -> {
            var lines = new ProbeLines();
            ExecResult end = pod.follow().stream(command(), (bytes, length) -> {
                lines.accept(bytes, length);
                wait.heard();
            });
            return lines.news().orElseGet(() -> new Broken(withoutResult(end)));
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

    private static SshException withoutResult(ExecResult end) {
        String said = end.stderr().strip();
        return new SshException(
                SshException.Kind.CONNECTION_LOST,
                "The probe on the pod ended without a result"
                        + (said.isEmpty() ? "." : ": " + said.lines().toList().getLast()));
    }

    private void tell(Telling telling) {
        try {
            wait.tell(telling.news());
        } catch (SshException e) {
            wait.tell(new Broken(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the wait is over
        } catch (RuntimeException e) {
            wait.tell(new Bug(e));
        }
    }

    /** Hands on what is logged: this thread is interrupted when the wait is over, which no database likes. */
    private final class Pushing implements LogListener {
        @Override
        public void onLog(long offset, byte[] bytes) {
            wait.heard();
            wait.tell(new Logged(offset, bytes));
        }

        @Override
        public void onGap(long fromOffset, long toOffset) {
            wait.tell(new Logged(toOffset, new byte[0]));
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
