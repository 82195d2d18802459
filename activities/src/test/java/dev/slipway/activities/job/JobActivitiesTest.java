package dev.slipway.activities.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.connection.PodEnvironment;
import dev.slipway.activities.testing.PodBed;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.store.json.Json;
import dev.slipway.store.run.RunEventRow;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunLogText;
import dev.slipway.store.run.RunRepository;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobActivities;
import dev.slipway.workflows.job.JobEnd;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a real OpenSSH server, their log in a real store. */
@Tag("real")
@Timeout(60)
class JobActivitiesTest {
    /** As in the workflows. */
    private static final ActivityOptions OPTIONS = ActivityOptions.newBuilder()
            .setScheduleToCloseTimeout(Duration.ofHours(1))
            .setHeartbeatTimeout(Duration.ofSeconds(10))
            .build();

    private static RealSshd sshd;
    private static PodBed bed;

    @TempDir
    Path folder;

    private TestActivityEnvironment environment;
    private JobActivities jobs;
    private String runId;

    @BeforeAll
    static void startPod() {
        sshd = RealSshd.start();
        bed = PodBed.withHubToken("hub-secret");
        bed.addPod("a", sshd.login(), Map.of("FROM_POD", "plain"), Map.of("KEY_OF_POD", "pod-secret"));
    }

    @AfterAll
    static void stopPod() {
        bed.close();
        sshd.close();
    }

    @BeforeEach
    void register() {
        register(bed.bean(JobActivitiesImpl.class));
        runId = bed.addRun("a");
    }

    private void register(JobActivitiesImpl activities) {
        environment = TestActivityEnvironment.newInstance();
        environment.registerActivitiesImplementations(activities);
        jobs = environment.newActivityStub(JobActivities.class, OPTIONS);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void a_job_ends_with_its_exit_code_and_its_log_is_stored_line_by_line() {
        JobOutcome outcome =
                jobs.run(spec("echo one; printf '\\033[31mred\\033[0m %s\\n' \"$1\"; printf end; exit 3", "x y"));

        assertThat(outcome.state()).isEqualTo(JobOutcome.State.EXITED);
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.tail()).isEqualTo("one\nred x y\nend");
        assertThat(log()).containsExactly("one\n", "red x y\n", "end\n");
    }

    @Test
    void a_job_has_the_environment_of_the_pod_and_its_secrets_and_neither_is_in_its_arguments() {
        JobOutcome outcome = jobs.run(new JobSpec(
                "a",
                runId,
                "environment",
                1,
                "echo \"$FROM_POD $ADDED $KEY_OF_POD $HF_TOKEN\"; tr '\\0' ' ' </proc/$$/cmdline",
                List.of(),
                Map.of("ADDED", "by job"),
                List.of(JobSpec.ALL_SECRETS_OF_POD, "HF_TOKEN"),
                Duration.ofMinutes(1),
                Duration.ZERO));

        assertThat(outcome.tail().lines().findFirst()).contains("plain by job pod-secret hub-secret");
        assertThat(outcome.tail().lines().skip(1).toList().toString()).doesNotContain("secret");
    }

    @Test
    void a_second_attempt_attaches_to_the_same_execution_and_stores_no_line_twice() {
        Path executions = folder.resolve("executions");
        JobSpec job = spec("echo run >>\"$1\"; echo first; echo second", executions.toString());

        jobs.run(job);
        JobOutcome again = jobs.run(job);

        assertThat(again.ok()).isTrue();
        assertThat(executions).hasContent("run\n");
        assertThat(log()).containsExactly("first\n", "second\n");
    }

    @Test
    void progress_lines_are_progress_and_not_log() {
        JobOutcome outcome =
                jobs.run(spec("echo '::slipway progress 10 100'; echo hello; echo '::slipway progress 60 100'"));

        assertThat(outcome.tail()).isEqualTo("hello");
        assertThat(log()).containsExactly("hello\n");
        assertThat(bed.bean(RunRepository.class).findById(runId).orElseThrow())
                .satisfies(run -> assertThat(run.bytesDone()).isEqualTo(60))
                .satisfies(run -> assertThat(run.bytesTotal()).isEqualTo(100));
    }

    @Test
    void a_cancelled_activity_ends_the_whole_tree_before_it_says_so() {
        Path alive = folder.resolve("alive");
        var running = CompletableFuture.supplyAsync(() -> jobs.run(tree(alive)));
        await().until(() -> Files.exists(alive));

        environment.requestCancelActivity();

        assertThatThrownBy(running::join).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(sleepers()).isEmpty();
    }

    @Test
    void a_job_that_is_late_is_ended_and_says_so() {
        JobOutcome outcome = jobs.run(timed(tree(folder.resolve("late")), Duration.ofSeconds(2), Duration.ZERO));

        assertThat(outcome.state()).isEqualTo(JobOutcome.State.DEADLINE);
        assertThat(sleepers()).isEmpty();
    }

    @Test
    void a_job_that_repeats_the_same_progress_stalls() {
        JobSpec job = spec("echo begun; while :; do echo '::slipway progress 5 10'; sleep 0.2; done");

        JobOutcome outcome = jobs.run(timed(job, Duration.ofMinutes(1), Duration.ofSeconds(2)));

        assertThat(outcome.state()).isEqualTo(JobOutcome.State.STALLED);
        assertThat(outcome.tail()).isEqualTo("begun");
    }

    @Test
    void a_worker_that_slept_leaves_the_job_to_the_attempt_that_took_over() throws InterruptedException {
        var ahead = new AtomicReference<>(Duration.ZERO);
        environment.close();
        register(new JobActivitiesImpl(
                bed.bean(PodConnections.class),
                bed.bean(PodEnvironment.class),
                bed.bean(RemoteJobs.class),
                bed.bean(RunJournal.class),
                () -> Instant.now().plus(ahead.get())));
        var followed = new CountDownLatch(1);
        environment.setActivityHeartbeatListener(FollowPosition.class, position -> {
            if (position.offset() > 0) {
                followed.countDown();
            }
        });
        JobSpec job = timed(spec("echo begun; exec sleep 987654"), Duration.ofMinutes(5), Duration.ofMinutes(1));
        var running = CompletableFuture.supplyAsync(() -> jobs.run(job));
        followed.await();

        ahead.set(Duration.ofHours(1));

        assertThatThrownBy(running::join)
                .satisfies(thrown -> assertThat(Failures.read(thrown).message()).contains("another one goes on"));
        assertThat(sleepers()).hasSize(1);
        jobs.end(new JobEnd("a", runId, job.jobId(), Duration.ofSeconds(5)));
    }

    @Test
    void an_attempt_first_hears_what_the_job_did_meanwhile() {
        environment.setHeartbeatDetails(new FollowPosition(0, 1));
        JobSpec job = spec("sleep 3; echo done");

        JobOutcome outcome = jobs.run(timed(job, Duration.ofMinutes(1), Duration.ofSeconds(1)));

        assertThat(outcome.state()).isEqualTo(JobOutcome.State.EXITED);
    }

    @Test
    void a_dropped_connection_is_an_attempt_that_failed_and_the_next_one_goes_on() {
        Path alive = folder.resolve("alive");
        JobSpec job =
                spec("echo begun; : >\"$1\"; while [ -e \"$1\" ]; do sleep 0.1; done; echo done", alive.toString());
        var first = CompletableFuture.supplyAsync(() -> jobs.run(job));
        await().until(() -> log().contains("begun\n"));

        sshd.dropConnections();
        assertThatThrownBy(first::join)
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.CONNECTION_LOST));
        alive.toFile().delete();

        assertThat(jobs.run(job).ok()).isTrue();
        assertThat(log()).containsExactly("begun\n", "done\n");
    }

    @Test
    void ending_what_never_started_succeeds_and_keeps_a_late_start_from_running() {
        JobSpec job = spec(": >\"$1\"", folder.resolve("ran").toString());

        jobs.end(new JobEnd("a", runId, job.jobId(), Duration.ofSeconds(1)));

        assertThat(jobs.run(job).state()).isEqualTo(JobOutcome.State.LOST);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void an_unknown_pod_is_said_at_once() {
        JobSpec job = spec("true");
        JobSpec elsewhere = new JobSpec(
                "nowhere",
                runId,
                job.step(),
                1,
                job.script(),
                List.of(),
                Map.of(),
                List.of(),
                job.deadline(),
                job.stall());

        assertThatThrownBy(() -> jobs.run(elsewhere))
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.POD_NOT_FOUND));
    }

    private JobSpec spec(String script, String... parameters) {
        return new JobSpec(
                "a",
                runId,
                "test",
                1,
                script,
                List.of(parameters),
                Map.of(),
                List.of(),
                Duration.ofMinutes(1),
                Duration.ZERO);
    }

    private static JobSpec timed(JobSpec job, Duration deadline, Duration stall) {
        return new JobSpec(
                job.pod(),
                job.runId(),
                job.step(),
                job.ordinal(),
                job.script(),
                job.parameters(),
                job.environment(),
                job.secrets(),
                deadline,
                stall);
    }

    /** A job with a child that leaves the session. */
    private JobSpec tree(Path sign) {
        return spec("setsid sleep 987654 & : >\"$1\"; sleep 987654; echo never", sign.toString());
    }

    private static List<String> sleepers() {
        return sshd.processes().stream()
                .map(Object::toString)
                .filter(process -> process.contains("987654"))
                .toList();
    }

    private List<String> log() {
        return bed.bean(RunJournal.class).after(runId, 0, 1000).stream()
                .filter(event -> event.type().equals(RunJournal.LOG))
                .map(RunEventRow::payload)
                .map(json -> Json.read(json, RunLogText.class).text())
                .toList();
    }
}
