package dev.slipway.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.testing.Exhaustive;
import dev.slipway.workflows.testing.FakeJobs;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownloadModelWorkflowTest {
    private final DownloadWorld world = new DownloadWorld();

    @AfterEach
    void close() {
        world.close();
    }

    /** Whether the disk is large enough is computed, and nothing is called for it. */
    @TestFactory
    Stream<DynamicTest> whatever_goes_wrong_nothing_stays_behind() throws TimeoutException {
        return Exhaustive.of(DownloadWorld::new, Set.of("disk"));
    }

    @Test
    void a_model_that_is_there_and_verified_is_done_after_one_look() {
        world.pod.hub(Views::verified);

        DownloadResult result = world.done();

        assertThat(result).isEqualTo(result(0));
        assertThat(world.pod.jobs()).isEmpty();
        assertThat(world.pod.records()).containsExactly("VERIFIED");
        assertThat(world.journal.lines())
                .contains("resolve DONE", "disk SKIPPED", "download SKIPPED", "verify SKIPPED", "record DONE")
                .endsWith("RUN_DONE");
    }

    @Test
    void a_missing_model_is_downloaded_verified_and_recorded() {
        DownloadResult result = world.done();

        assertThat(result).isEqualTo(result(10_000_000_000L));
        assertThat(world.pod.jobs()).containsExactly("download.1", "verify.1");
        assertThat(world.pod.records()).containsExactly("DOWNLOADING", "VERIFIED");
        assertThat(world.pod.remains()).isEmpty();
        assertThat(world.pod.specs().getFirst()).satisfies(job -> {
            assertThat(job.secrets()).containsExactly("HF_TOKEN");
            assertThat(job.stall()).hasSeconds(60);
            assertThat(job.parameters()).containsExactly(Views.missing().python(), "org/model", Views.COMMIT, "run1");
        });
    }

    @Test
    void a_verified_model_is_read_again_when_that_is_wanted() {
        world.pod.hub(Views::verified);
        world.pod.next("verify", FakeModelPod.CORRUPT);

        world.begin(new DownloadRequest("run1", "pod1", "org/model", "main", 60, true))
                .getResult(DownloadResult.class);

        assertThat(world.pod.jobs()).containsExactly("verify.1", "download.4", "verify.4");
        assertThat(world.pod.specs())
                .extracting(job -> job.parameters().getLast())
                .containsExactly("anew", "run1", "what is new");
    }

    @Test
    void a_disk_that_is_too_small_is_told_with_both_numbers_before_anything_is_written() {
        world.pod.hub(() -> Views.withFree(3_200_000_000L));

        assertFails(
                FailureCode.DISK_FULL, "org/model needs 12.0 GB of space with a margin of 20 %, and 3.2 GB are free.");
        assertThat(world.pod.jobs()).isEmpty();
        assertThat(world.pod.records()).isEmpty();
    }

    @Test
    void a_disk_that_fills_up_during_the_download_is_told_with_both_numbers() {
        world.pod.next("download", exited("OSError: [Errno 28] No space left on device"));

        assertFails(
                FailureCode.DISK_FULL,
                "OSError: [Errno 28] No space left on device"
                        + " (12.0 GB needed with a margin of 20 %, 100.0 GB free before)");
        assertThat(world.pod.jobs()).containsExactly("download.1", "clean.1");
        assertThat(world.pod.records()).containsExactly("DOWNLOADING", "FAILED");
    }

    @Test
    void a_stall_is_tried_again_and_then_without_xet() {
        world.pod.next("download", FakeJobs.STALLED, FakeJobs.STALLED);

        world.done();

        assertThat(world.pod.jobs()).containsExactly("download.1", "download.4", "download.7-xet", "verify.1");
    }

    @Test
    void three_stalls_in_sequence_are_a_failure_that_leaves_whole_files_only() {
        world.pod.next("download", FakeJobs.STALLED, FakeJobs.STALLED, FakeJobs.STALLED);

        assertFails(
                FailureCode.DOWNLOAD_STALLED,
                "The download of org/model came to a halt 3 times, the last time without Xet.");
        assertThat(world.pod.jobs()).endsWith("clean.1");
        assertThat(world.pod.remains()).isEmpty();
    }

    @Test
    void a_hub_that_wants_us_to_wait_gets_its_rest() {
        world.pod.next("download", exited("429 Too Many Requests"), exited("Server error '503 Service Unavailable'"));
        long before = world.bench.environment().currentTimeMillis();

        world.done();

        assertThat(world.pod.jobs()).containsExactly("download.1", "download.4", "download.7", "verify.1");
        assertThat(world.bench.environment().currentTimeMillis() - before).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void a_lost_job_is_executed_again_under_the_next_ordinal() {
        world.pod.next("download", FakeJobs.LOST);

        world.done();

        assertThat(world.pod.jobs()).containsExactly("download.1", "download.2", "verify.1");
    }

    @Test
    void a_wrong_file_is_fetched_again_and_everything_is_verified_again() {
        world.pod.next("verify", FakeModelPod.CORRUPT);

        world.done();

        assertThat(world.pod.jobs()).containsExactly("download.1", "verify.1", "download.4", "verify.4");
        assertThat(world.journal.events()).anySatisfy(event -> assertThat(event.message())
                .isEqualTo("model.safetensors has another hash than the Hub says: fetched again."));
    }

    @Test
    void a_file_that_stays_wrong_is_a_failure_that_names_it() {
        world.pod.next("verify", FakeModelPod.CORRUPT, FakeModelPod.CORRUPT, FakeModelPod.CORRUPT);

        assertFails(FailureCode.FILE_CORRUPT, "model.safetensors has another hash than the Hub says, 3 times.");
        assertThat(world.pod.records()).containsExactly("DOWNLOADING", "FAILED");
        assertThat(world.pod.remains()).isEmpty();
    }

    @Test
    void files_that_cannot_be_read_are_no_wrong_files() {
        world.pod.next("verify", exited("OSError: [Errno 5] Input/output error"));

        assertFails(FailureCode.JOB_FAILED, "The files could not be read: OSError: [Errno 5] Input/output error");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REPOSITORY_NOT_FOUND",
                "REVISION_NOT_FOUND",
                "REPOSITORY_GATED",
                "HUB_TOKEN_REJECTED",
                "HUB_UNREACHABLE",
                "HUB_THROTTLED",
                "POD_NOT_READY"
            })
    void what_the_hub_refuses_ends_the_run_with_its_code(FailureCode code) {
        world.pod.hub(() -> {
            throw Failures.of(code, "The Hub says no.");
        });

        assertFails(code, "The Hub says no.");
        assertThat(world.pod.jobs()).isEmpty();
        assertThat(world.journal.lines()).contains("resolve FAILED").endsWith("RUN_FAILED " + code);
    }

    @Test
    void a_hub_that_throttles_the_first_question_is_asked_again() {
        var asked = new AtomicInteger();
        world.pod.hub(() -> {
            if (asked.incrementAndGet() < 4) {
                throw Failures.of(FailureCode.HUB_THROTTLED, "429 Too Many Requests");
            }
            return Views.verified();
        });

        assertThat(world.done()).isEqualTo(result(0));
        assertThat(asked).hasValue(4);
    }

    @Test
    void a_cancelled_download_ends_its_job_and_keeps_whole_files_only() throws Exception {
        world.pod.block("download");
        WorkflowStub run = world.begin();
        assertThat(world.pod.blocked.await(30, TimeUnit.SECONDS)).isTrue();
        run.cancel();

        assertThatThrownBy(() -> run.getResult(DownloadResult.class)).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(world.pod.jobs()).containsExactly("download.1", "clean.1");
        assertThat(world.pod.remains()).isEmpty();
        assertThat(world.pod.records()).containsExactly("DOWNLOADING", "FAILED");
        assertThat(world.journal.lines()).contains("download CANCELLED").endsWith("RUN_CANCELLED CANCELLED");
    }

    @Test
    void it_goes_on_for_those_who_joined_and_ends_with_the_last_one() throws Exception {
        world.pod.block("download");
        WorkflowStub run = world.begin();
        assertThat(world.pod.blocked.await(30, TimeUnit.SECONDS)).isTrue();
        run.signal("join", "start1");
        run.signal("join", "start2");
        run.cancel();
        run.signal("leave", "start1");

        assertThat(run.query("progress", RunProgress.class).status()).isEqualTo(RunStatus.RUNNING);
        run.signal("leave", "start2");

        assertThatThrownBy(() -> run.getResult(DownloadResult.class)).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(world.pod.remains()).isEmpty();
        assertThat(world.journal.lines())
                .contains("NOTE Cancelled, but others wait for this download: it goes on for them.")
                .endsWith("RUN_CANCELLED CANCELLED");
    }

    @Test
    void it_is_done_for_those_who_joined_also_when_its_own_run_left() throws Exception {
        world.pod.block("download");
        WorkflowStub run = world.begin();
        assertThat(world.pod.blocked.await(30, TimeUnit.SECONDS)).isTrue();
        run.signal("join", "start1");
        run.signal("leave", "run1");
        assertThat(run.query("progress", RunProgress.class).status()).isEqualTo(RunStatus.RUNNING);

        world.pod.release();

        assertThat(run.getResult(DownloadResult.class)).isEqualTo(result(10_000_000_000L));
    }

    /** The SDK ends a workflow as cancelled whenever that was asked of it; those who joined look again, and find the model. */
    @Test
    void it_is_done_for_those_who_joined_also_when_temporal_was_asked_to_cancel_it() throws Exception {
        world.pod.block("download");
        WorkflowStub run = world.begin();
        assertThat(world.pod.blocked.await(30, TimeUnit.SECONDS)).isTrue();
        run.signal("join", "start1");
        run.cancel();
        assertThat(run.query("progress", RunProgress.class).status()).isEqualTo(RunStatus.RUNNING);

        world.pod.release();

        assertThatThrownBy(() -> run.getResult(DownloadResult.class)).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(world.journal.lines()).endsWith("RUN_DONE");
    }

    @Test
    void it_ends_when_its_only_requester_leaves() throws Exception {
        world.pod.block("download");
        WorkflowStub run = world.begin();
        assertThat(world.pod.blocked.await(30, TimeUnit.SECONDS)).isTrue();

        run.signal("leave", "run1");

        assertThatThrownBy(() -> run.getResult(DownloadResult.class))
                .satisfies(thrown -> assertThat(Failures.isCancelled(thrown)).isTrue());
        assertThat(world.pod.remains()).isEmpty();
        assertThat(world.journal.lines()).endsWith("RUN_CANCELLED CANCELLED");
    }

    @Test
    void a_requester_that_leaves_does_not_end_what_its_own_run_wants() {
        WorkflowStub run = world.begin();
        run.signal("join", "start1");
        run.signal("leave", "start1");

        assertThat(run.getResult(DownloadResult.class)).isEqualTo(result(10_000_000_000L));
    }

    private void assertFails(FailureCode code, String message) {
        assertThatThrownBy(world::done).satisfies(thrown -> {
            assertThat(Failures.read(thrown).code()).isEqualTo(code);
            assertThat(Failures.read(thrown).message()).isEqualTo(message);
        });
    }

    private static JobOutcome exited(String tail) {
        return new JobOutcome(JobOutcome.State.EXITED, 1, tail);
    }

    private static DownloadResult result(long fetched) {
        ModelView view = Views.missing();
        return new DownloadResult("run1", "org/model", Views.COMMIT, view.snapshotPath(), view.sizeBytes(), fetched);
    }
}
