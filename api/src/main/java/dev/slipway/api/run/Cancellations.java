package dev.slipway.api.run;

import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.store.run.RunRow;
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
                client.newUntypedWorkflowStub(row.workflowId()).cancel();
                return row;
            });
        } catch (RuntimeException e) {
            if (!TemporalFailures.notFound(e)) {
                throw e;
            }
        }
    }
}
