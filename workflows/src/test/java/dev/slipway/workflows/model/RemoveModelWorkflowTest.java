package dev.slipway.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobOutcome;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoveModelWorkflowTest {
    private final RemovalWorld world = new RemovalWorld();
    private final FakeRemovalPod pod = world.pod;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_model_is_set_aside_forgotten_and_deleted() {
        assertThat(world.begin("").getResult(RemoveModelResult.class))
                .isEqualTo(new RemoveModelResult("run1", "org/model", ""));

        assertThat(pod.jobs()).containsExactly("aside", "delete");
        assertThat(pod.place()).isEqualTo(FakeRemovalPod.Place.NOWHERE);
        assertThat(pod.forgotten()).containsExactly("");
        assertThat(world.journal.lines()).endsWith("RUN_DONE");
    }

    @Test
    void one_revision_is_forgotten_by_its_commit() {
        assertThat(world.begin("main").getResult(RemoveModelResult.class).removed())
                .isEqualTo(Views.COMMIT);

        assertThat(pod.forgotten()).containsExactly(Views.COMMIT);
    }

    @Test
    void a_model_in_use_is_not_touched() {
        pod.usedFromCheck(0);

        assertFails(FailureCode.MODEL_IN_USE, "org/model is used by chat.");
        assertThat(pod.jobs()).isEmpty();
    }

    @Test
    void a_model_that_a_start_began_to_use_meanwhile_is_put_back() {
        pod.usedFromCheck(1);

        assertFails(FailureCode.MODEL_IN_USE, "org/model is used by chat.");
        assertThat(pod.jobs()).containsExactly("aside", "back");
        assertThat(pod.place()).isEqualTo(FakeRemovalPod.Place.CACHE);
        assertThat(pod.forgotten()).isEmpty();
    }

    @Test
    void a_model_that_is_not_there_is_told() {
        pod.outcome("aside", new JobOutcome(JobOutcome.State.EXITED, 28, ""));

        assertFails(FailureCode.MODEL_NOT_FOUND, "org/model is not in the cache of pod1.");
        assertThat(pod.forgotten()).isEmpty();
    }

    @Test
    void files_that_cannot_be_deleted_are_told() {
        pod.outcome("delete", new JobOutcome(JobOutcome.State.EXITED, 1, "PermissionError: [Errno 13] 'blobs'"));

        assertFails(FailureCode.JOB_FAILED, "org/model could not be deleted: PermissionError: [Errno 13] 'blobs'");
    }

    @Test
    void a_removal_that_is_cancelled_in_time_leaves_the_model_as_it_was() throws Exception {
        pod.block("aside");
        WorkflowStub run = world.begin("");
        assertThat(pod.blocked.await(30, TimeUnit.SECONDS)).isTrue();

        run.cancel();

        assertThatThrownBy(() -> run.getResult(RemoveModelResult.class)).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(pod.place()).isEqualTo(FakeRemovalPod.Place.CACHE);
        assertThat(world.journal.lines()).endsWith("RUN_CANCELLED CANCELLED");
    }

    private void assertFails(FailureCode code, String message) {
        assertThatThrownBy(() -> world.begin("").getResult(RemoveModelResult.class))
                .satisfies(thrown -> {
                    assertThat(Failures.read(thrown).code()).isEqualTo(code);
                    assertThat(Failures.read(thrown).message()).isEqualTo(message);
                });
        assertThat(world.journal.lines()).endsWith("RUN_FAILED " + code);
    }
}
