package dev.slipway.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.testing.FakeRunActivities;
import dev.slipway.workflows.testing.TemporalBench;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunStepsTest {
    private final FakeRunActivities journal = new FakeRunActivities();
    private final Things things = new Things();
    private final TemporalBench bench = new TemporalBench(List.of(ThreeStepsImpl.class), List.of(journal, things));
    private final WorkflowClient client = bench.client();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_run_that_succeeds_shows_each_step_and_writes_the_end_of_one_with_the_start_of_the_next() {
        assertThat(begin("ok").getResult(String.class)).isEqualTo("made");

        assertThat(journal.lines())
                .containsExactly(
                        "RUN_STARTED",
                        "look WAITING",
                        "make WAITING",
                        "extra WAITING",
                        "last WAITING",
                        "look RUNNING",
                        "look DONE",
                        "make RUNNING",
                        "make DONE",
                        "extra SKIPPED",
                        "last RUNNING",
                        "last DONE",
                        "RUN_DONE");
        assertThat(journal.calls()).isLessThanOrEqualTo(5);
        assertThat(things.undone).isEmpty();
    }

    @Test
    void a_failed_step_undoes_in_reverse_what_was_not_settled() {
        things.failing = "last";

        assertThatThrownBy(() -> begin("fails").getResult(String.class))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.DISK_FULL));

        assertThat(things.undone).containsExactly("second", "first");
        assertThat(journal.lines())
                .containsSubsequence(
                        "last FAILED", "NOTE Undone: the second", "NOTE Undone: the first", "RUN_FAILED DISK_FULL");
    }

    @Test
    void a_cancelled_run_undoes_in_a_scope_of_its_own_and_ends_as_cancelled() {
        things.blocking = true;
        WorkflowStub run = begin("cancelled");
        bench.environment().registerDelayedCallback(Duration.ofSeconds(30), run::cancel);

        assertThatThrownBy(() -> run.getResult(String.class)).hasCauseInstanceOf(CanceledFailure.class);

        assertThat(things.undone).containsExactly("second", "first");
        assertThat(journal.lines()).containsSubsequence("make CANCELLED", "RUN_CANCELLED CANCELLED");
    }

    @Test
    void an_undo_that_is_not_done_in_time_makes_the_run_wait_and_ends_it_when_the_pod_is_back() {
        things.failing = "last";
        things.undoFailures.set(12);
        WorkflowStub run = begin("pending");

        assertThatThrownBy(() -> run.getResult(String.class)).isInstanceOf(WorkflowFailedException.class);

        assertThat(journal.lines())
                .containsSubsequence(
                        "last FAILED",
                        "RUN_CLEANUP_PENDING DISK_FULL",
                        "NOTE Undone: the first",
                        "RUN_FAILED DISK_FULL");
        assertThat(things.undone).containsExactly("second", "first");
    }

    @Test
    void an_undo_that_fails_for_good_is_tried_again_by_the_workflow() {
        things.failing = "last";
        things.undoRefusals.set(2);

        assertThatThrownBy(() -> begin("refused").getResult(String.class)).isInstanceOf(WorkflowFailedException.class);

        assertThat(journal.lines())
                .containsSubsequence(
                        "NOTE Not undone yet: the second. no such host",
                        "NOTE Undone: the second",
                        "NOTE Undone: the first",
                        "RUN_FAILED DISK_FULL");
    }

    @Test
    void the_progress_query_answers_from_the_beginning_and_after_the_end() {
        WorkflowStub run = begin("asked");
        run.getResult(String.class);

        RunProgress progress = run.query("progress", RunProgress.class);

        assertThat(progress.status()).isEqualTo(RunStatus.DONE);
        assertThat(progress.steps())
                .extracting(Step::state)
                .containsExactly(StepState.DONE, StepState.DONE, StepState.SKIPPED, StepState.DONE);
        assertThat(progress.steps().get(1).detail()).isEqualTo("two things");
    }

    private WorkflowStub begin(String id) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "ThreeSteps",
                WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowId(id)
                        .build());
        stub.start("run-" + id);
        return stub;
    }

    @WorkflowInterface
    public interface ThreeSteps {
        @WorkflowMethod
        String go(String runId);

        @QueryMethod
        RunProgress progress();
    }

    public static class ThreeStepsImpl implements ThreeSteps {
        private final RunSteps steps;
        private final Thing thing = Workflow.newActivityStub(
                Thing.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(2))
                        .setHeartbeatTimeout(Duration.ofMinutes(1))
                        .setRetryOptions(RunSteps.UNDO_RETRY)
                        .build());

        @WorkflowInit
        public ThreeStepsImpl(String runId) {
            steps = new RunSteps(
                    runId,
                    List.of(
                            Step.waiting("look", "Look"),
                            Step.waiting("make", "Make two things"),
                            Step.waiting("extra", "An extra"),
                            Step.waiting("last", "The last step")));
        }

        @Override
        public String go(String runId) {
            return steps.execute(() -> {
                steps.run("look", () -> thing.make("look"));
                steps.undo("the first", () -> thing.undo("first"));
                steps.undo("the second", () -> thing.undo("second"));
                steps.undo("what is whole", () -> thing.undo("whole")).settle();
                String made = steps.run("make", () -> {
                    String answer = thing.make("make");
                    steps.detail("two things");
                    return answer;
                });
                steps.skip("extra", "not wanted");
                steps.run("last", () -> thing.make("last"));
                return made;
            });
        }

        @Override
        public RunProgress progress() {
            return steps.progress();
        }
    }

    @ActivityInterface
    public interface Thing {
        String make(String name);

        void undo(String name);
    }

    static final class Things implements Thing {
        private final List<String> undone = new ArrayList<>();
        private final AtomicInteger undoFailures = new AtomicInteger();
        private final AtomicInteger undoRefusals = new AtomicInteger();
        private volatile String failing = "";
        private volatile boolean blocking;

        @Override
        public String make(String name) {
            if (name.equals(failing)) {
                throw Failures.of(FailureCode.DISK_FULL, "no space for " + name);
            }
            if (blocking && name.equals("make")) {
                throw Failures.of(FailureCode.CONNECTION_LOST, "the pod is away");
            }
            return "made";
        }

        @Override
        public synchronized void undo(String name) {
            if (undoRefusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw Failures.of(FailureCode.UNKNOWN_HOST, "no such host");
            }
            if (undoFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw Failures.of(FailureCode.CONNECTION_REFUSED, "refused");
            }
            undone.add(name);
        }
    }
}
