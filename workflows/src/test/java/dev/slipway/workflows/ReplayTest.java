package dev.slipway.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.deployment.DeploymentWorkflowImpl;
import dev.slipway.workflows.deployment.StartServerWorkflowImpl;
import dev.slipway.workflows.deployment.StopServerWorkflowImpl;
import dev.slipway.workflows.model.DownloadModelWorkflowImpl;
import dev.slipway.workflows.model.RemoveModelWorkflowImpl;
import dev.slipway.workflows.pod.FactsRequest;
import dev.slipway.workflows.pod.PodActivities;
import dev.slipway.workflows.pod.SetUpPodWorkflow;
import dev.slipway.workflows.pod.SetUpPodWorkflowImpl;
import dev.slipway.workflows.pod.SetUpRequest;
import dev.slipway.workflows.pod.SetUpResult;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.testing.Golden;
import dev.slipway.workflows.testing.TemporalBench;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.NonDeterministicException;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workflows that run while Slipway is updated are replayed by the new code: it must do what the recorded histories say. A
 * change that a history refuses needs {@code Workflow.getVersion}. Histories are recorded, for a new path or before a first
 * release, by {@code ./mvnw -pl workflows test -Dtest=ReplayTest -Dslipway.write-golden=true}.
 */
class ReplayTest {
    private static final List<Class<?>> WORKFLOWS = List.of(
            SetUpPodWorkflowImpl.class,
            DownloadModelWorkflowImpl.class,
            RemoveModelWorkflowImpl.class,
            DeploymentWorkflowImpl.class,
            StartServerWorkflowImpl.class,
            StopServerWorkflowImpl.class);

    static Stream<RecordedHistory> histories() {
        return RecordedHistory.all().stream();
    }

    @BeforeAll
    static void record() {
        if (Golden.writing()) {
            histories().forEach(each -> Golden.write(each.file(), each.make().toJson(true) + "\n"));
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void a_recorded_history_is_replayed_by_todays_code(RecordedHistory recorded) {
        assertThatCode(() -> replay(recorded, WORKFLOWS)).doesNotThrowAnyException();
    }

    @Test
    void every_file_is_replayed() throws IOException {
        try (Stream<Path> files = Files.walk(Golden.path(RecordedHistory.FOLDER))) {
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrderElementsOf(
                            histories().map(each -> Golden.path(each.file())).toList());
        }
    }

    @Test
    void a_change_that_running_workflows_do_not_survive_is_refused() {
        RecordedHistory setUp = histories()
                .filter(each -> each.name().equals("set-up/ready"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> replay(setUp, List.of(LooksBeforeItConnects.class)))
                .hasStackTraceContaining(NonDeterministicException.class.getSimpleName());
    }

    private static void replay(RecordedHistory recorded, List<Class<?>> workflows) throws Exception {
        try (var bench = new TemporalBench(workflows, List.of())) {
            WorkflowReplayer.replayWorkflowExecution(
                    WorkflowExecutionHistory.fromJson(Golden.read(recorded.file())),
                    bench.environment().getWorkerFactory().getWorker(TaskQueues.CONTROL));
        }
    }

    /** A set-up as somebody might change it. */
    public static final class LooksBeforeItConnects implements SetUpPodWorkflow {
        private final PodActivities pods = Workflow.newActivityStub(
                PodActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public SetUpResult setUp(SetUpRequest request) {
            pods.gatherFacts(new FactsRequest(request.pod(), request.runtime(), "", ""));
            pods.beginSetUp(request.pod());
            return new SetUpResult(request.runId(), false, "", "", 0);
        }

        @Override
        public RunProgress progress() {
            return new RunProgress("", RunStatus.RUNNING, List.of());
        }
    }
}
