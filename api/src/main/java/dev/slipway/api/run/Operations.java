package dev.slipway.api.run;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.RunStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts long operations, each once: the same request again answers the same run, another one in its way is a conflict that
 * names the run, and without a worker nothing is left behind.
 *
 * <p>The order makes every crash harmless. The row of the run is stored first, then the workflow is started under its
 * business id, which Temporal allows once; the workflow says in its memo which run it is, so whoever comes second finds the
 * first. A row whose workflow was never started is started by the next same request, or ended by the {@link RunReconciler}.
 */
@Singleton
public class Operations {
    /** How long a worker may take to begin; then the answer is {@code NO_WORKER}, within 5 s in all. */
    static final Duration PATIENCE = Duration.ofMillis(3_500);

    /** How long Temporal may take to answer one call. */
    static final Duration CALL = Duration.ofSeconds(3);

    private final RunLedger ledger;
    private final WorkflowClient client;
    private final TakeUp takeUp;
    private final Bounded bounded;

    Operations(RunLedger ledger, WorkflowClient client, TakeUp takeUp, Bounded bounded) {
        this.ledger = ledger;
        this.client = client;
        this.takeUp = takeUp;
        this.bounded = bounded;
    }

    /** Starts the workflow with the given options, for the run of the given id. */
    @FunctionalInterface
    public interface Starter {
        WorkflowExecution start(WorkflowOptions options, String runId);
    }

    /**
     * Starts an operation that is one workflow.
     *
     * @return its run, or that of the same operation if it is under way
     * @throws ApiProblem {@code CONFLICT} or {@code POD_BUSY} when another one is in its way, {@code NO_WORKER} when no
     *     worker began within 5 s; then nothing was done, and the same call later is safe
     */
    public RunRow start(Operation operation, Starter starter) {
        Optional<RunRow> open = ledger.open(operation.workflowId());
        if (open.isEmpty()) {
            return launch(operation, ledger.insert(operation), starter);
        }
        RunRow row = open.get();
        if (!row.requestHash().equals(operation.hash())) {
            throw Conflicts.with(operation, row);
        }
        // PENDING: whoever stored it may be gone, or is about to start it. Starting it again is the same start.
        return row.status() == RunStatus.PENDING ? launch(operation, row, starter) : row;
    }

    private RunRow launch(Operation operation, RunRow row, Starter starter) {
        WorkflowOptions options = WorkflowLabels.ofRun(operation, row)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .build();
        try {
            WorkflowExecution execution = bounded.call(CALL, () -> starter.start(options, row.id()));
            return begun(row, execution);
        } catch (WorkflowExecutionAlreadyStarted e) {
            return join(operation, row, e.getExecution());
        } catch (RuntimeException e) {
            if (TemporalFailures.neverSawAWorker(e)) {
                ledger.forget(row.id());
                throw WorkerAbsence.problem();
            }
            throw e;
        }
    }

    private RunRow begun(RunRow row, WorkflowExecution execution) {
        ledger.started(row.id(), execution.getRunId());
        if (!takeUp.within(execution, PATIENCE) && abandoned(row, execution)) {
            throw WorkerAbsence.problem();
        }
        return ledger.find(row.id()).orElse(row);
    }

    /** Takes back a workflow that nobody began; false when somebody began with it at the last moment. */
    private boolean abandoned(RunRow row, WorkflowExecution execution) {
        if (!takeUp.neverBegan(execution)) {
            return false;
        }
        try {
            bounded.call(CALL, () -> {
                stub(execution).terminate("No worker began with it within 5 s; the request was refused.");
                return execution;
            });
        } catch (WorkflowNotFoundException e) {
            // Ended meanwhile, by the same decision elsewhere.
        }
        if (takeUp.neverBegan(execution)) {
            ledger.forget(row.id());
        } else {
            ledger.fail(row.id(), new Failure(FailureCode.NO_WORKER, "A worker came too late and was stopped."));
        }
        return true;
    }

    /** Somebody else's workflow has the id: the same request, or one in the way. */
    private RunRow join(Operation operation, RunRow mine, WorkflowExecution execution) {
        WorkflowExecutionDescription other =
                bounded.call(CALL, () -> stub(execution).describe());
        String runId = WorkflowLabels.run(other).orElse("");
        if (runId.equals(mine.id())) {
            return begun(mine, other.getExecution());
        }
        ledger.forget(mine.id());
        Optional<RunRow> run = ledger.find(runId).or(() -> ledger.open(operation.workflowId()));
        boolean same =
                WorkflowLabels.request(other).filter(operation.hash()::equals).isPresent()
                        || run.filter(row -> row.requestHash().equals(operation.hash()))
                                .isPresent();
        if (run.isEmpty() || !same) {
            throw run.map(row -> Conflicts.with(operation, row)).orElseGet(() -> Conflicts.with(operation));
        }
        if (!takeUp.within(other.getExecution(), PATIENCE)) {
            throw WorkerAbsence.problem();
        }
        return run.get();
    }

    private WorkflowStub stub(WorkflowExecution execution) {
        return client.newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
                .setWorkflowId(execution.getWorkflowId())
                .setRunId(execution.getRunId())
                .build());
    }
}
