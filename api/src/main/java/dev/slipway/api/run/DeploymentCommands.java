package dev.slipway.api.run;

import static io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ACCEPTED_VALUE;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.deployment.CommandAccepted;
import dev.slipway.workflows.deployment.DeploymentState;
import dev.slipway.workflows.deployment.DeploymentWorkflow;
import dev.slipway.workflows.failure.Failures;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.update.v1.UpdateRef;
import io.temporal.api.workflowservice.v1.PollWorkflowExecutionUpdateRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.workflow.Functions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends commands to the workflow of a deployment, each once: by update-with-start, with the run id as update id.
 *
 * <p>Update-with-start waits for ever when no worker polls, and leaves an open workflow. So the wait is bounded, and a
 * workflow that no worker ever began is ended. One that was begun before is left open, and the command is withdrawn from
 * it: Temporal may keep the update until a worker comes, who then hears of the withdrawal first, and refuses it.
 */
@Singleton
public class DeploymentCommands {
    private static final String KIND = "DEPLOYMENT";
    /** How long an accepted command may take to be stored. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final int ACCEPTED = UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ACCEPTED_VALUE;

    private final RunLedger ledger;
    private final WorkflowClient client;
    private final TakeUp takeUp;
    private final Bounded bounded;

    DeploymentCommands(RunLedger ledger, WorkflowClient client, TakeUp takeUp, Bounded bounded) {
        this.ledger = ledger;
        this.client = client;
        this.takeUp = takeUp;
        this.bounded = bounded;
    }

    /**
     * A command.
     *
     * @param method update of the workflow, for example {@code workflow -> workflow::start}
     * @param argument its argument, made from the id of the run
     */
    public record Command<C>(
            Function<DeploymentWorkflow, Functions.Func1<C, CommandAccepted>> method, Function<String, C> argument) {}

    /**
     * Sends a command.
     *
     * @return the run that carries it out: a new one, or the one that already does the same
     * @throws ApiProblem what the deployment refuses; {@code NO_WORKER} or {@code TEMPORAL_UNAVAILABLE}, whose sentence
     *     says whether the command may still be carried out. Repeating it is safe in any case
     */
    public <C> RunRow send(Operation operation, Command<C> command) {
        RunRow row = ledger.pending(operation).orElseGet(() -> ledger.insert(operation));
        long deadline = System.nanoTime() + Operations.PATIENCE.toNanos();
        while (true) {
            try {
                Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
                return answer(row, bounded.call(left, () -> update(operation, row, command)));
            } catch (WorkflowUpdateException refused) {
                ledger.forget(row.id());
                throw refusal(refused);
            } catch (RuntimeException e) {
                // It ended between our start and our update: once more, with a new one.
                boolean again = TemporalFailures.notFound(e) && System.nanoTime() < deadline;
                if (!again) {
                    throw given(e) ? giveUp(operation, row) : e;
                }
            }
        }
    }

    /** Returns when a worker has accepted the command; from then on it is durable. */
    private <C> WorkflowUpdateHandle<CommandAccepted> update(Operation operation, RunRow row, Command<C> command) {
        DeploymentWorkflow workflow = client.newWorkflowStub(
                DeploymentWorkflow.class,
                WorkflowLabels.ofEntity(operation, KIND)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        return WorkflowClient.startUpdateWithStart(
                command.method().apply(workflow),
                command.argument().apply(row.id()),
                UpdateOptions.newBuilder(CommandAccepted.class)
                        .setUpdateId(row.id())
                        .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                        .build(),
                new WithStartWorkflowOperation<>(workflow::manage, DeploymentState.initial(operation.deployment())));
    }

    /** What the deployment makes of an accepted command: its own run, or the one that already does the same. */
    private RunRow answer(RunRow row, WorkflowUpdateHandle<CommandAccepted> handle) {
        String runId;
        try {
            runId = bounded.call(ANSWER, handle::getResult).runId();
        } catch (WorkflowUpdateTimeoutOrCancelledException e) {
            return row;
        }
        if (runId.equals(row.id())) {
            return ledger.find(runId).orElse(row);
        }
        Optional<RunRow> joined = ledger.find(runId);
        if (joined.isEmpty()) {
            // It runs for so long that the run which started it is forgotten.
            ledger.done(row.id(), "It runs already.");
            return ledger.find(row.id()).orElse(row);
        }
        ledger.forget(row.id());
        return joined.get();
    }

    private static ApiProblem refusal(WorkflowUpdateException refused) {
        Throwable cause = refused.getCause();
        return new ApiProblem(Failures.read(cause == null ? refused : cause));
    }

    private static boolean given(RuntimeException e) {
        return TemporalFailures.notFound(e) || TemporalFailures.neverSawAWorker(e) || TemporalFailures.unanswered(e);
    }

    /** No answer in time: no worker, or no Temporal. */
    private ApiProblem giveUp(Operation operation, RunRow row) {
        WorkflowExecution execution = WorkflowExecution.newBuilder()
                .setWorkflowId(operation.workflowId())
                .build();
        try {
            if (!takeUp.neverBegan(execution)) {
                return takenBack(row);
            }
            bounded.call(Operations.CALL, () -> {
                client.newUntypedWorkflowStub(operation.workflowId())
                        .terminate("No worker began with it within 5 s; the request was refused.");
                return execution;
            });
        } catch (RuntimeException e) {
            if (!TemporalFailures.notFound(e)) {
                return WorkerAbsence.uncertain(row.id());
            }
        }
        ledger.forget(row.id());
        return WorkerAbsence.problem();
    }

    /** Promises that nothing was done only where that stays true, whenever a worker comes. */
    private ApiProblem takenBack(RunRow row) {
        withdraw(row);
        if (accepted(row) || takeUp.underWay(row.workflowId())) {
            return WorkerAbsence.overtaken(row.id());
        }
        ledger.fail(row.id(), WorkerAbsence.failure());
        return WorkerAbsence.problem();
    }

    /** Whether the workflow has accepted the command of a run; asks for where it stands, and waits for nothing. */
    boolean accepted(RunRow row) {
        try {
            return bounded.call(Operations.CALL, () -> stage(row)) >= ACCEPTED;
        } catch (RuntimeException e) {
            if (TemporalFailures.notFound(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Gives up a command that no worker took up: should it arrive after all, the workflow refuses it. */
    void withdraw(RunRow row) {
        bounded.call(Operations.CALL, () -> {
            client.newWorkflowStub(DeploymentWorkflow.class, row.workflowId()).cancel(row.id());
            return row;
        });
    }

    private int stage(RunRow row) {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .pollWorkflowExecutionUpdate(PollWorkflowExecutionUpdateRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setUpdateRef(UpdateRef.newBuilder()
                                .setWorkflowExecution(
                                        WorkflowExecution.newBuilder().setWorkflowId(row.workflowId()))
                                .setUpdateId(row.id()))
                        .build())
                .getStageValue();
    }
}
