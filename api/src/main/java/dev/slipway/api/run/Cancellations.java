package dev.slipway.api.run;

import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.deployment.DeploymentWorkflow;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.model.DownloadModelWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import jakarta.inject.Singleton;

/** Asks runs to end, through Temporal: each undoes what it did. */
@Singleton
final class Cancellations {
    private final WorkflowClient client;
    private final RunLedger ledger;
    private final Bounded bounded;

    Cancellations(WorkflowClient client, RunLedger ledger, Bounded bounded) {
        this.client = client;
        this.ledger = ledger;
        this.bounded = bounded;
    }

    void cancel(RunRow row) {
        if (row.status().ended()) {
            return;
        }
        try {
            bounded.call(Operations.CALL, () -> {
                ask(row);
                return row;
            });
        } catch (RuntimeException e) {
            if (!TemporalFailures.notFound(e)) {
                throw e;
            }
            // Nobody is at work on it. One that ended meanwhile stays as it ended.
            ledger.cancel(
                    row.id(), new Failure(FailureCode.CANCELLED, "It was cancelled while nothing was at work on it."));
        }
    }

    /**
     * A deployment's workflow does more than this run, so it is told which one to give up. A download goes on while others
     * wait for it, so the run only leaves it.
     */
    private void ask(RunRow row) {
        switch (row.kind()) {
            case START, STOP, RESTART ->
                client.newWorkflowStub(DeploymentWorkflow.class, row.workflowId())
                        .cancel(row.id());
            case DOWNLOAD, VERIFY ->
                client.newWorkflowStub(DownloadModelWorkflow.class, row.workflowId())
                        .leave(row.id());
            case SET_UP, REMOVE -> execution(row).cancel();
        }
    }

    /** The workflow of this run, and not one that came after it under the same id. */
    private WorkflowStub execution(RunRow row) {
        var target = WorkflowTargetOptions.newBuilder().setWorkflowId(row.workflowId());
        return client.newUntypedWorkflowStub(
                row.temporalRunId().isEmpty()
                        ? target.build()
                        : target.setRunId(row.temporalRunId()).build());
    }
}
