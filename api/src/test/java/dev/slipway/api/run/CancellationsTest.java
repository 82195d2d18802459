package dev.slipway.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.SlipwayClient;
import dev.slipway.client.run.RunStatus;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.deployment.StartCommand;
import dev.slipway.workflows.model.DownloadModelWorkflow;
import dev.slipway.workflows.model.DownloadRequest;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.pod.SetUpPodWorkflow;
import dev.slipway.workflows.pod.SetUpRequest;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each kind of run is cancelled by what its workflow understands; what others want goes on. */
@Tag("real")
@Timeout(120)
class CancellationsTest {
    private static TestTemporal temporal;
    private static TestApi api;
    private static SlipwayClient client;
    private static WorkerFactory workers;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.start();
        api = TestApi.start(temporal);
        client = api.client();
        workers = WorkerFactory.newInstance(temporal.client());
        workers.newWorker(TaskQueues.CONTROL)
                .registerWorkflowImplementationTypes(FakeSetUp.class, FakeDeployment.class, FakeDownload.class);
        workers.start();
    }

    @AfterAll
    static void stop() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
        client.close();
        api.close();
        temporal.close();
    }

    @Test
    void aSetUpIsCancelledByItsWorkflow() {
        RunRow run = setUp("cancelled");

        client.runs().cancel(run.id());

        assertThatExceptionOfType(WorkflowException.class)
                .isThrownBy(() -> temporal.client()
                        .newUntypedWorkflowStub("setup/cancelled")
                        .getResult(Void.class))
                .withRootCauseInstanceOf(CanceledFailure.class);
    }

    @Test
    void aDownloadIsLeftAndGoesOnForThoseWhoJoined() {
        RunRow run = download("org/shared");
        DownloadModelWorkflow workflow = temporal.client()
                .newWorkflowStub(DownloadModelWorkflow.class, WorkflowIds.download("pod", "org/shared"));
        workflow.join("a start");

        client.runs().cancel(run.id());

        await(() -> FakeDownload.LEFT.contains(run.id()));
        assertThat(status("download/pod/org/shared"))
                .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        workflow.leave("a start");
        await(() -> status("download/pod/org/shared") == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
    }

    @Test
    void aDeploymentIsToldWhichRunToGiveUpAndItsWorkflowIsNotCancelled() {
        RunRow run = startDeployment("chat");

        client.runs().cancel(run.id());

        await(() -> status("deployment/chat") != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        assertThat(status("deployment/chat")).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
    }

    @Test
    void whatNothingIsAtWorkOnIsCancelledAtOnce() {
        RunRow orphan = api.bean(RunLedger.class)
                .insert(new Operation(
                        RunKind.SET_UP, "orphan", "", "", WorkflowIds.setUp("orphan"), Map.of(), "Set up orphan"));

        var cancelled = client.runs().cancel(orphan.id());

        assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void cancellingWhatHasEndedChangesNothing() {
        RunLedger ledger = api.bean(RunLedger.class);
        RunRow row = ledger.insert(
                new Operation(RunKind.SET_UP, "ended", "", "", WorkflowIds.setUp("ended"), Map.of(), "Set up ended"));
        ledger.done(row.id(), "done");

        assertThat(client.runs().cancel(row.id()).status()).isEqualTo(RunStatus.DONE);
    }

    private static RunRow setUp(String pod) {
        return api.bean(Operations.class)
                .start(
                        new Operation(RunKind.SET_UP, pod, "", "", WorkflowIds.setUp(pod), Map.of(), "Set up " + pod),
                        (options, runId) -> WorkflowClient.start(
                                temporal.client().newWorkflowStub(SetUpPodWorkflow.class, options)::setUp,
                                new SetUpRequest(runId, pod, "release", "auto", "auto")));
    }

    private static RunRow download(String repository) {
        return api.bean(Operations.class)
                .start(
                        new Operation(
                                RunKind.DOWNLOAD,
                                "pod",
                                repository,
                                "",
                                WorkflowIds.download("pod", repository),
                                new ModelQuery("pod", repository, "main"),
                                "Download " + repository),
                        (options, runId) -> WorkflowClient.start(
                                temporal.client().newWorkflowStub(DownloadModelWorkflow.class, options)::download,
                                new DownloadRequest(runId, "pod", repository, "main", 60)));
    }

    private static RunRow startDeployment(String name) {
        var spec = new ServerSpec(name, "pod", "a/b", "main", "", 0, 0, 0, 0, "auto", false, List.of(), Map.of(), 0);
        return api.bean(DeploymentCommands.class)
                .send(
                        new Operation(
                                RunKind.START, "pod", "a/b", name, WorkflowIds.deployment(name), spec, "Deployment"),
                        new DeploymentCommands.Command<>(
                                workflow -> workflow::start, runId -> new StartCommand(runId, spec)));
    }

    private static WorkflowExecutionStatus status(String workflowId) {
        return temporal.client().newUntypedWorkflowStub(workflowId).describe().getStatus();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
