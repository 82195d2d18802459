package dev.slipway.api.run;

import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.util.List;

/** Runs under way, and giving them up for good: without undoing anything. */
@Singleton
public class OpenRuns {
    private final RunRepository runs;
    private final RunLedger ledger;
    private final WorkflowClient client;
    private final Bounded bounded;

    OpenRuns(RunRepository runs, RunLedger ledger, WorkflowClient client, Bounded bounded) {
        this.runs = runs;
        this.ledger = ledger;
        this.client = client;
        this.bounded = bounded;
    }

    public List<RunRow> ofPod(String pod) {
        return runs.findByPodAndStatusInList(pod, RunLedger.OPEN);
    }

    /** Ends a run and its workflow. */
    public void giveUp(RunRow run, String why) {
        endWorkflow(run.workflowId());
        ledger.cancel(run.id(), new Failure(FailureCode.CANCELLED, why));
    }

    /** Ends a workflow at once; tolerates that there is none. */
    public void endWorkflow(String workflowId) {
        try {
            bounded.call(Operations.CALL, () -> {
                client.newUntypedWorkflowStub(workflowId).terminate("given up by its user");
                return workflowId;
            });
        } catch (RuntimeException e) {
            if (!TemporalFailures.notFound(e)) {
                throw e;
            }
        }
    }
}
