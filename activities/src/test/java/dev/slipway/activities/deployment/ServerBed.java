package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.job.FinishedJobs;
import dev.slipway.activities.run.RunActivitiesImpl;
import dev.slipway.activities.testing.PodBed;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.GpuLeaseRepository;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.PortLeaseRepository;
import dev.slipway.store.json.Json;
import dev.slipway.store.pod.RuntimeKey;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.testpods.process.Tool;
import dev.slipway.testpods.simulated.SimulatedPod;
import dev.slipway.workflows.deployment.CommandAccepted;
import dev.slipway.workflows.deployment.DeploymentState;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DeploymentWorkflow;
import dev.slipway.workflows.deployment.DeploymentWorkflowImpl;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.deployment.ModelRequest;
import dev.slipway.workflows.deployment.ModelStep;
import dev.slipway.workflows.deployment.PlanServerWorkflowImpl;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.deployment.StartCommand;
import dev.slipway.workflows.deployment.StartServerWorkflowImpl;
import dev.slipway.workflows.deployment.StopCommand;
import dev.slipway.workflows.deployment.StopServerWorkflowImpl;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** The real workflows and activities of deployments, a store, and a simulated pod with two H100 and a runtime. */
final class ServerBed implements AutoCloseable {
    static final String POD = "a";

    final SimulatedPod pod = SimulatedPod.start();
    private final PodBed bed = PodBed.open();
    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options());

    ServerBed() {
        bed.addPod(POD, pod.login(), Map.of("HF_ENDPOINT", pod.hub().endpoint()));
        String folder = pod.login().home() + "/runtime";
        run("uv venv -q runtime && uv pip install -q --python runtime/bin/python vllm==0.32.0");
        bean(RuntimeRepository.class)
                .put(new RuntimeRow(
                        new RuntimeKey(POD, "release"), "release", folder, "READY", "0.32.0", "", "", "", 2, "r", 1));
        register();
    }

    /** Runs a command on the pod, as a stranger would. */
    String run(String command) {
        return Tool.run(new ProcessBuilder(pod.login().sshCommand(command))).strip();
    }

    private static TestEnvironmentOptions options() {
        var options = TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
        for (String name : List.of("SlipwayPod", "SlipwayModel", "SlipwayDeployment", "SlipwayKind")) {
            options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        return options.build();
    }

    private void register() {
        var prompt = WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(500))
                .setDefaultDeadlockDetectionTimeout(10_000)
                .build();
        var control = environment.newWorker(TaskQueues.CONTROL, prompt);
        control.registerWorkflowImplementationTypes(
                DeploymentWorkflowImpl.class,
                StartServerWorkflowImpl.class,
                StopServerWorkflowImpl.class,
                PlanServerWorkflowImpl.class);
        control.registerActivitiesImplementations(
                bean(RunActivitiesImpl.class),
                bean(PlanActivitiesImpl.class),
                bean(DeploymentRecordsImpl.class),
                serverActivities());
        environment
                .newWorker(TaskQueues.FOLLOW, prompt)
                .registerActivitiesImplementations(serverActivities(), new ModelIsThere());
        environment.start();
    }

    /** With less patience for GPU memory that does not come back. */
    private ServerActivitiesImpl serverActivities() {
        return new ServerActivitiesImpl(
                bean(ServerLaunch.class),
                bean(ServerReadiness.class),
                new ServerEnd(
                        bean(PodConnections.class),
                        bean(RemoteJobs.class),
                        bean(InstanceRepository.class),
                        bean(FinishedJobs.class),
                        2));
    }

    <T> T bean(Class<T> type) {
        return bed.bean(type);
    }

    static ServerSpec spec(String name, String... arguments) {
        return new ServerSpec(
                name, POD, SimulatedPod.MODEL, "main", "", 0, 0, 0, 0, "auto", false, List.of(arguments), Map.of(), 0);
    }

    /** The same with a deadline for its server. */
    static ServerSpec within(int seconds, ServerSpec spec) {
        return with(spec.model(), seconds, spec);
    }

    /** The same with another model. */
    static ServerSpec of(String model, ServerSpec spec) {
        return with(model, spec.readyTimeoutSeconds(), spec);
    }

    private static ServerSpec with(String model, int readyTimeoutSeconds, ServerSpec spec) {
        return new ServerSpec(
                spec.name(),
                spec.pod(),
                model,
                spec.revision(),
                spec.runtime(),
                spec.memoryPercent(),
                spec.contextTokens(),
                spec.gpus(),
                spec.port(),
                spec.dtype(),
                spec.expose(),
                spec.arguments(),
                spec.environment(),
                readyTimeoutSeconds);
    }

    /** Puts a model that has no weights on the Hub. */
    void addModel(String repository) {
        pod.hub().addRepository(repository, Map.of("config.json", "{\"max_position_embeddings\": 4096}"));
    }

    /** As when the master key was lost. */
    void spoilKey(String name) {
        DeploymentRow row = deployment(name);
        put(with(row, row.desired(), row.status(), new byte[] {1, 2, 3}));
    }

    void put(DeploymentRow row) {
        bean(DeploymentRepository.class).put(row);
    }

    /** The same with another state and key. */
    static DeploymentRow with(DeploymentRow row, DesiredState desired, DeploymentStatus status, byte[] key) {
        return new DeploymentRow(
                row.name(),
                row.pod(),
                row.model(),
                row.revision(),
                row.runtime(),
                desired,
                status,
                row.reasonCode(),
                row.reason(),
                row.instance(),
                row.spec(),
                key,
                row.runId(),
                row.createdAt(),
                row.updatedAt());
    }

    /** A look at the leases as a worker takes it, so long after this moment. */
    void reconcile(Duration later) {
        new LeaseReconciler(
                        bean(UnattendedLeases.class),
                        bean(PodConnections.class),
                        bean(RemoteJobs.class),
                        bean(ServerEnd.class),
                        bean(DeploymentRecordsImpl.class),
                        new DeathNotices(environment.getWorkflowClient()),
                        InstantSource.system())
                .reconcile(System.currentTimeMillis() + later.toMillis());
    }

    /** Ends a start from outside: without its undo. The run is ended as the API ends those that nothing else will end. */
    void abandon(String name, String runId) {
        String start = WorkflowIds.startServer(name, deployment(name).instance());
        terminate(name);
        environment.getWorkflowClient().newUntypedWorkflowStub(start).terminate("from outside");
        var why = new Failure(FailureCode.CANCELLED, "Its workflow was ended from outside.");
        var end = new RunEvent("api-ended", RunEvent.Type.RUN_FAILED, System.currentTimeMillis(), null, why, "");
        bean(RunJournal.class).record(runId, List.of(end));
    }

    /** Ends the only writer of a deployment from outside. */
    void terminate(String name) {
        environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(WorkflowIds.deployment(name))
                .terminate("from outside");
    }

    /** Starts, and answers the run's row when it has ended. */
    RunRow start(ServerSpec spec) {
        return ended(begin(spec));
    }

    /** The run's id. */
    String begin(ServerSpec spec) {
        return send(spec.name(), workflow -> workflow::start, new StartCommand(bed.addRun(POD), spec));
    }

    RunRow stop(String name, int drainSeconds) {
        return ended(send(name, workflow -> workflow::stop, new StopCommand(bed.addRun(POD), drainSeconds)));
    }

    void cancel(String name, String runId) {
        environment
                .getWorkflowClient()
                .newWorkflowStub(DeploymentWorkflow.class, WorkflowIds.deployment(name))
                .cancel(runId);
    }

    private <C> String send(
            String name, Function<DeploymentWorkflow, Functions.Func1<C, CommandAccepted>> method, C command) {
        DeploymentWorkflow workflow = environment
                .getWorkflowClient()
                .newWorkflowStub(
                        DeploymentWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.deployment(name))
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowIdConflictPolicy(
                                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .build());
        return WorkflowClient.executeUpdateWithStart(
                        method.apply(workflow),
                        command,
                        UpdateOptions.newBuilder(CommandAccepted.class)
                                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                                .build(),
                        new WithStartWorkflowOperation<>(workflow::manage, DeploymentState.initial(name)))
                .runId();
    }

    RunRow ended(String runId) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> row(runId).status().ended());
        return row(runId);
    }

    private RunRow row(String runId) {
        return bean(RunRepository.class).findById(runId).orElseThrow();
    }

    DeploymentRow deployment(String name) {
        return bean(DeploymentRepository.class).findById(name).orElseThrow();
    }

    /** Everything that the run's log says. */
    String log(String runId) {
        var text = new StringBuilder();
        bean(RunJournal.class).after(runId, 0, 10_000).stream()
                .filter(event -> event.type().equals(RunJournal.LOG))
                .forEach(event -> text.append(event.payload()));
        return text.toString();
    }

    /** What a step of a run says of itself. */
    String detail(String runId, String step) {
        return bean(RunJournal.class).after(runId, 0, 10_000).stream()
                .filter(event -> event.type().equals(RunEvent.Type.STEP.name()))
                .map(event -> Json.read(event.payload(), RunEvent.class).step())
                .filter(each -> each != null && each.name().equals(step))
                .map(Step::detail)
                .reduce("", (first, last) -> last);
    }

    /** GPUs and ports that anybody holds. */
    long leases() {
        return bean(GpuLeaseRepository.class).count()
                + bean(PortLeaseRepository.class).count();
    }

    /** Command lines of the servers that run on the pod. */
    List<String> servers() {
        return pod.processes().stream()
                .map(process -> process.command())
                .filter(command -> command.contains("bin/python ") && command.contains("bin/vllm serve"))
                .toList();
    }

    /** Whatever a failed test left. */
    void clear() {
        pod.killProcesses();
        for (DeploymentRow row : bean(DeploymentRepository.class).findAllOrderByName()) {
            if (row.status().serving()) {
                stop(row.name(), 0);
            }
        }
    }

    @Override
    public void close() {
        environment.close();
        bed.close();
        pod.close();
    }

    /** The model of every start is on the pod already: others test how it gets there. */
    private static final class ModelIsThere implements ModelStep {
        @Override
        public DownloadResult ensure(ModelRequest request) {
            return new DownloadResult(request.runId(), request.repository(), "main", "", 0, 0);
        }
    }
}
