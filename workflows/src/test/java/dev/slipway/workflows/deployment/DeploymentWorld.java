package dev.slipway.workflows.deployment;

import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import dev.slipway.workflows.testing.FakeRunActivities;
import dev.slipway.workflows.testing.TemporalBench;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A Temporal server that skips time, the deployment workflows, and fakes of everything that they touch. */
public final class DeploymentWorld implements AutoCloseable {
    static final String NAME = "web";

    final Faults faults = new Faults();
    final FakeRunActivities journal = new FakeRunActivities();
    final FakeRecords records = new FakeRecords(faults, journal);
    final FakePod pod = new FakePod(faults, records);
    final TestWorkflowEnvironment environment;
    final WorkflowClient client;
    final TemporalBench bench;
    private final AtomicInteger runs = new AtomicInteger();

    public DeploymentWorld(WorkerInterceptor... interceptors) {
        bench = new TemporalBench(
                List.of(
                        DeploymentWorkflowImpl.class,
                        StartServerWorkflowImpl.class,
                        StopServerWorkflowImpl.class,
                        PlanServerWorkflowImpl.class),
                List.of(journal, records, pod),
                interceptors);
        environment = bench.environment();
        client = bench.client();
    }

    static ServerSpec spec() {
        return spec("org/model");
    }

    static ServerSpec spec(String model) {
        return new ServerSpec(NAME, "pod1", model, "main", "", 0, 0, 0, 0, "auto", false, List.of(), Map.of(), 0);
    }

    CommandAccepted start() {
        return start(spec());
    }

    CommandAccepted start(ServerSpec spec) {
        return send(workflow -> workflow::start, new StartCommand(nextRun(), spec));
    }

    CommandAccepted stop() {
        return send(workflow -> workflow::stop, new StopCommand(nextRun(), 5));
    }

    CommandAccepted restart() {
        return send(workflow -> workflow::restart, new RestartCommand(nextRun(), 5));
    }

    /** A start, and the same again while it is under way; waits until it has ended. */
    public void startAndJoin() {
        faults.meanwhile("awaitReady", this::start);
        ended(start());
    }

    /** A start, a restart and a stop; answers the history of the deployment's workflow, which ends a minute later. */
    public WorkflowExecutionHistory life() {
        ended(start());
        ended(restart());
        ended(stop());
        untilClosed();
        return history(WorkflowIds.deployment(NAME));
    }

    void cancel(String runId) {
        client.newWorkflowStub(DeploymentWorkflow.class, WorkflowIds.deployment(NAME))
                .cancel(runId);
    }

    void observed(DeploymentStatus status) {
        DeploymentWorkflow workflow = client.newWorkflowStub(DeploymentWorkflow.class, WorkflowIds.deployment(NAME));
        workflow.observed(new Observation(workflow.state().instance(), status, null));
    }

    /** As the API sends a command. */
    private <C> CommandAccepted send(
            java.util.function.Function<DeploymentWorkflow, Functions.Func1<C, CommandAccepted>> method, C command) {
        while (true) {
            try {
                return sendOnce(method, command);
            } catch (WorkflowServiceException e) {
                // It ended, or continued as new, between the start and the update.
                if (!String.valueOf(e.getCause()).contains("NOT_FOUND")) {
                    throw e;
                }
            }
        }
    }

    private <C> CommandAccepted sendOnce(
            java.util.function.Function<DeploymentWorkflow, Functions.Func1<C, CommandAccepted>> method, C command) {
        DeploymentWorkflow workflow = client.newWorkflowStub(
                DeploymentWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.deployment(NAME))
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        return WorkflowClient.executeUpdateWithStart(
                method.apply(workflow),
                command,
                UpdateOptions.newBuilder(CommandAccepted.class)
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(workflow::manage, DeploymentState.initial(NAME)));
    }

    private String nextRun() {
        return "run-" + runs.incrementAndGet();
    }

    /** Starts a phase as a workflow of its own. */
    WorkflowStub phase(String workflow, String id, Object request) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                workflow,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(TaskQueues.CONTROL)
                        .build());
        stub.start(request);
        return stub;
    }

    /** What is on the pod and in the store of instances, one line each. */
    Set<String> instances() {
        var lines = new TreeSet<String>();
        pod.processes().forEach(job -> lines.add("process " + job));
        records.leases().forEach((instance, port) -> lines.add("lease of " + instance + ": port " + port));
        return lines;
    }

    /** Waits until a run has ended, and answers how. */
    String ended(CommandAccepted accepted) {
        return ended(accepted.runId());
    }

    String ended(String runId) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> records.runEnded(runId));
        return journal.lines(runId).stream()
                .filter(line -> line.startsWith("RUN_") && !line.equals("RUN_STARTED"))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** Waits until a run has made the deployment ready, and its workflow has heard of it: a moment after the run's end. */
    void ready(CommandAccepted accepted) {
        ended(accepted);
        Awaitility.await().until(() -> state().status() == DeploymentStatus.READY);
    }

    /** Lets time pass until the deployment's workflow has ended. */
    void untilClosed() {
        client.newUntypedWorkflowStub(WorkflowIds.deployment(NAME)).getResult(Void.class);
    }

    boolean isOpen() {
        WorkflowStub stub = client.newUntypedWorkflowStub(WorkflowIds.deployment(NAME));
        return stub.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    DeploymentState state() {
        return client.newWorkflowStub(DeploymentWorkflow.class, WorkflowIds.deployment(NAME))
                .state();
    }

    WorkflowExecutionHistory history(String workflowId) {
        return client.fetchHistory(workflowId);
    }

    WorkflowExecution execution() {
        return client.newUntypedWorkflowStub(WorkflowIds.deployment(NAME))
                .describe()
                .getExecution();
    }

    @Override
    public void close() {
        bench.close();
    }
}
