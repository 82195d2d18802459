package dev.slipway.api.run;

import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.deployment.DeploymentWorkflow;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;

/** Asks runs to end, through Temporal: each undoes what it did. */
@Singleton
final class Cancellations {
    private final WorkflowClient client;
    private final Bounded bounded;

    Cancellations(WorkflowClient client, Bounded bounded) {
        this.client = client;
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
        }
    }

    /** A deployment's workflow does more than this run, so it is told which one to give up. */
    private void ask(RunRow row) {
        switch (row.kind()) {
            case START, STOP, RESTART ->
                client.newWorkflowStub(DeploymentWorkflow.class, row.workflowId())
                        .cancel(row.id());
            case SET_UP, DOWNLOAD, VERIFY ->
                client.newUntypedWorkflowStub(row.workflowId()).cancel();
        }
    }
}
