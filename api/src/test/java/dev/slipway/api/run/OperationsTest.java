package dev.slipway.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.deployment.RestartCommand;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.deployment.StartCommand;
import dev.slipway.workflows.deployment.StopCommand;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.pod.SetUpPodWorkflow;
import dev.slipway.workflows.pod.SetUpRequest;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each operation once, whatever comes twice, at once, too late, or without a worker. */
@Tag("real")
@Timeout(120)
class OperationsTest {
    private static TestTemporal temporal;
    private static TestApi api;
    private static Operations operations;
    private static DeploymentCommands commands;
    private static RunRepository runs;
    private @Nullable WorkerFactory workers;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.start();
        api = TestApi.start(temporal);
        operations = api.bean(Operations.class);
        commands = api.bean(DeploymentCommands.class);
        runs = api.bean(RunRepository.class);
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    @AfterEach
    void stopWorker() {
        if (workers != null) {
            workers.shutdownNow();
            workers.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theSameRequestAgainIsTheSameRun() {
        startWorker();

        RunRow first = setUp("again", "release");
        RunRow second = setUp("again", "release");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.temporalRunId()).isNotEmpty();
        assertThat(rows("setup/again")).hasSize(1);
    }

    @Test
    void threeSameRequestsAtOnceAreOneRun() throws Exception {
        startWorker();

        List<RunRow> answers = atOnce(3, () -> setUp("three", "release"));

        assertThat(answers)
                .extracting(RunRow::id)
                .containsOnly(answers.getFirst().id());
        assertThat(rows("setup/three")).hasSize(1);
    }

    @Test
    void anotherRequestIsAConflictThatNamesTheRun() {
        startWorker();
        RunRow first = setUp("busy", "release");

        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> setUp("busy", "nightly"))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(FailureCode.POD_BUSY))
                .withMessageContaining(first.id());
        assertThat(rows("setup/busy")).hasSize(1);
    }

    @Test
    void twoDifferentRequestsAtOnceAreOneRunAndOneConflict() throws Exception {
        startWorker();
        var kinds = List.of("release", "nightly").iterator();

        List<Object> answers = atOnce(2, () -> {
            String runtime;
            synchronized (kinds) {
                runtime = kinds.next();
            }
            try {
                return setUp("two", runtime);
            } catch (ApiProblem problem) {
                return problem.code();
            }
        });

        assertThat(answers).contains(FailureCode.POD_BUSY).hasAtLeastOneElementOfType(RunRow.class);
        assertThat(rows("setup/two")).hasSize(1);
    }

    @Test
    void withoutAWorkerNothingIsLeftAndRepeatingIsSafe() {
        long begun = System.nanoTime();

        assertNoWorker(() -> setUp("idle", "release"));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(rows("setup/idle")).isEmpty();
        assertThat(open("setup/idle")).isFalse();
        startWorker();
        assertThat(setUp("idle", "release").kind()).isEqualTo(RunKind.SET_UP);
        assertThat(open("setup/idle")).isTrue();
    }

    @Test
    void aRowWhoseProcessDiedBeforeTheStartIsStartedByTheNextRequest() {
        startWorker();
        RunRow orphan = api.bean(RunLedger.class).insert(setUpOf("orphan", "release"));

        assertThat(setUp("orphan", "release").id()).isEqualTo(orphan.id());
        assertThat(open("setup/orphan")).isTrue();
    }

    @Test
    void aLostAnswerToAStartDoesNotStartTwice() {
        startWorker();
        RunRow first = setUp("lost", "release");

        // As if the process had died after the start and before it noted it: the row is still PENDING.
        assertThat(runs.findById(first.id()).orElseThrow().status()).isEqualTo(RunStatus.PENDING);
        assertThat(setUp("lost", "release").temporalRunId()).isEqualTo(first.temporalRunId());
    }

    @Test
    void aRunWhoseWorkflowIsGoneIsEnded() {
        RunRow orphan = api.bean(RunLedger.class).insert(setUpOf("gone", "release"));
        RunReconciler reconciler = api.bean(RunReconciler.class);

        reconciler.reconcile(orphan.createdAt() + 30_000);
        assertThat(runs.findById(orphan.id()).orElseThrow().status()).isEqualTo(RunStatus.PENDING);
        reconciler.reconcile(orphan.createdAt() + 61_000);

        RunRow ended = runs.findById(orphan.id()).orElseThrow();
        assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
        assertThat(ended.failureCode()).isEqualTo("NO_WORKER");
    }

    @Test
    void aCleanUpWhoseWorkflowIsGoneIsEnded() {
        RunRow orphan = api.bean(RunLedger.class).insert(setUpOf("uncleaned", "release"));
        var pending = RunEvent.Type.RUN_CLEANUP_PENDING;
        var why = new Failure(FailureCode.CANCELLED, "The run was cancelled.");
        api.bean(RunJournal.class)
                .record(orphan.id(), List.of(new RunEvent("late", pending, orphan.createdAt(), null, why, "")));
        assertThat(runs.findById(orphan.id()).orElseThrow().status()).isEqualTo(RunStatus.CLEANUP_PENDING);

        api.bean(RunReconciler.class).reconcile(System.currentTimeMillis() + 61_000);

        RunRow ended = runs.findById(orphan.id()).orElseThrow();
        assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
        assertThat(ended.failureMessage()).contains("ended from outside");
    }

    @Test
    void temporalShowsSummaryAndSearchAttributes() {
        startWorker();
        setUp("labelled", "release");

        var description =
                temporal.client().newUntypedWorkflowStub("setup/labelled").describe();

        assertThat(description.getStaticSummary()).isEqualTo("Set up labelled");
        var attributes = description.getTypedSearchAttributes();
        assertThat(attributes.get(dev.slipway.workflows.run.SearchAttributes.POD))
                .isEqualTo("labelled");
        assertThat(attributes.get(dev.slipway.workflows.run.SearchAttributes.KIND))
                .isEqualTo("SET_UP");
    }

    @Test
    void aDeploymentAcceptsTheSameStartOnce() throws Exception {
        startWorker();

        List<RunRow> answers = atOnce(3, () -> startDeployment("chat", 0));

        assertThat(answers)
                .extracting(RunRow::id)
                .containsOnly(answers.getFirst().id());
        assertThat(rows("deployment/chat")).hasSize(1);
    }

    @Test
    void aDeploymentRefusesAnotherStart() {
        startWorker();
        startDeployment("taken", 0);

        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> startDeployment("taken", 8123))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(FailureCode.DEPLOYMENT_CONFLICT))
                .withMessage("It runs with another request.");
        assertThat(rows("deployment/taken")).hasSize(1);
    }

    @Test
    void aDeploymentWithoutAWorkerLeavesNothingAndRepeatingIsSafe() {
        long begun = System.nanoTime();

        assertNoWorker(() -> startDeployment("nobody", 0));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(rows("deployment/nobody")).isEmpty();
        assertThat(open("deployment/nobody")).isFalse();
        startWorker();
        assertThat(startDeployment("nobody", 0).kind()).isEqualTo(RunKind.START);
    }

    @Test
    void aCommandThatWasAnsweredWithNoWorkerIsNotCarriedOutWhenOneComes() {
        startWorker();
        startDeployment("alone", 0);
        stopWorker();

        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> stopDeployment("alone"))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(FailureCode.NO_WORKER))
                .withMessage("No worker took the request up within 5 s; nothing was done.");
        RunRow refused = stopOf("alone");
        assertThat(refused.status()).isEqualTo(RunStatus.FAILED);
        assertThat(refused.failureCode()).isEqualTo("NO_WORKER");

        startWorker();
        // Heard after the stop, if that was heard at all.
        restartDeployment("alone");
        assertThat(open("deployment/alone"))
                .as("the stop that was refused is not carried out")
                .isTrue();
        assertThat(stopDeployment("alone").id()).isNotEqualTo(refused.id());
        await().atMost(Duration.ofSeconds(30)).until(() -> !open("deployment/alone"));
    }

    /** As when the process died before it could withdraw the command. */
    @Test
    void aCommandThatNoWorkerTookUpIsGivenUpWithASentence() {
        startWorker();
        startDeployment("forsaken", 0);
        stopWorker();
        RunRow waiting = api.bean(RunLedger.class).insert(drainOf(RunKind.STOP, "forsaken"));
        RunReconciler reconciler = api.bean(RunReconciler.class);

        reconciler.reconcile(waiting.createdAt() + 590_000);
        assertThat(runs.findById(waiting.id()).orElseThrow().status()).isEqualTo(RunStatus.PENDING);
        reconciler.reconcile(waiting.createdAt() + 610_000);

        RunRow ended = runs.findById(waiting.id()).orElseThrow();
        assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
        assertThat(ended.failureCode()).isEqualTo("NO_WORKER");
        assertThat(ended.failureMessage())
                .isEqualTo("No worker took it up within 10 minutes, so it was given up; nothing was done.");
    }

    @Test
    void aCommandThatWasAcceptedMayWaitForLong() {
        startWorker();
        RunRow accepted = startDeployment("patient", 0);

        api.bean(RunReconciler.class).reconcile(accepted.createdAt() + 610_000);

        assertThat(runs.findById(accepted.id()).orElseThrow().status()).isEqualTo(RunStatus.PENDING);
    }

    @Test
    void aStartRightAfterTheWorkflowEndedOpensANewOne() {
        startWorker();
        RunRow first = startDeployment("reborn", 0);
        api.bean(RunLedger.class).done(first.id(), "");
        stopDeployment("reborn");

        assertThat(startDeployment("reborn", 0).id()).isNotEqualTo(first.id());
        assertThat(open("deployment/reborn")).isTrue();
    }

    private void startWorker() {
        var factory = WorkerFactory.newInstance(temporal.client());
        factory.newWorker(TaskQueues.CONTROL)
                .registerWorkflowImplementationTypes(FakeSetUp.class, FakeDeployment.class);
        factory.start();
        workers = factory;
    }

    private static Operation setUpOf(String pod, String runtime) {
        return new Operation(
                RunKind.SET_UP, pod, "", "", WorkflowIds.setUp(pod), Map.of("runtime", runtime), "Set up " + pod);
    }

    private static RunRow setUp(String pod, String runtime) {
        WorkflowClient client = temporal.client();
        return operations.start(
                setUpOf(pod, runtime),
                (options, runId) -> WorkflowClient.start(
                        client.newWorkflowStub(SetUpPodWorkflow.class, options)::setUp,
                        new SetUpRequest(runId, pod, runtime, "auto", "auto")));
    }

    private static RunRow startDeployment(String name, int port) {
        var spec = new ServerSpec(name, "pod", "a/b", "main", "", 0, 0, 0, port, "auto", false, List.of(), Map.of(), 0);
        return commands.send(
                new Operation(
                        RunKind.START, "pod", "a/b", name, WorkflowIds.deployment(name), spec, "Deployment " + name),
                new DeploymentCommands.Command<>(workflow -> workflow::start, runId -> new StartCommand(runId, spec)));
    }

    private static RunRow stopDeployment(String name) {
        return commands.send(
                drainOf(RunKind.STOP, name),
                new DeploymentCommands.Command<>(workflow -> workflow::stop, runId -> new StopCommand(runId, 0)));
    }

    private static RunRow restartDeployment(String name) {
        return commands.send(
                drainOf(RunKind.RESTART, name),
                new DeploymentCommands.Command<>(workflow -> workflow::restart, runId -> new RestartCommand(runId, 0)));
    }

    private static Operation drainOf(RunKind kind, String name) {
        return new Operation(
                kind, "pod", "a/b", name, WorkflowIds.deployment(name), Map.of("drain", 0), "Deployment " + name);
    }

    private static RunRow stopOf(String deployment) {
        return rows(WorkflowIds.deployment(deployment)).stream()
                .filter(row -> row.kind() == RunKind.STOP)
                .findFirst()
                .orElseThrow();
    }

    private static void assertNoWorker(Callable<?> call) {
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(call::call)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(FailureCode.NO_WORKER));
    }

    private static List<RunRow> rows(String workflowId) {
        return runs.findByWorkflowIdAndStatusInList(workflowId, List.of(RunStatus.values()));
    }

    private static boolean open(String workflowId) {
        return temporal.client().newUntypedWorkflowStub(workflowId).describe().getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    private static <T> List<T> atOnce(int count, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = threads.invokeAll(java.util.Collections.nCopies(count, call));
            return futures.stream().map(Future::resultNow).toList();
        }
    }
}
