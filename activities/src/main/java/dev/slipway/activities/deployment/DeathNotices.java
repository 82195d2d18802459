package dev.slipway.activities.deployment;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DeploymentWorkflow;
import dev.slipway.workflows.deployment.Observation;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import jakarta.inject.Singleton;

/** Tells a deployment's workflow, the only writer of its status, that the server it counts on is gone. */
@Singleton
final class DeathNotices {
    private static final Failure GONE = new Failure(FailureCode.SERVER_CRASHED, "Its process is gone.");

    private final WorkflowClient client;

    DeathNotices(WorkflowClient client) {
        this.client = client;
    }

    void tell(LeaseHolder holder) {
        DeploymentRow owner = holder.owner();
        if (owner != null && holder.current() && owner.status().serving() && owner.status() != DeploymentStatus.DEAD) {
            signal(owner.name(), new Observation(holder.instance(), DeploymentStatus.DEAD, GONE));
        }
    }

    private void signal(String name, Observation observation) {
        try {
            client.newWorkflowStub(DeploymentWorkflow.class, WorkflowIds.deployment(name))
                    .observed(observation);
        } catch (WorkflowNotFoundException nobodyToTell) {
            // The next command opens it, and whoever lists deployments sees what their pods show.
        }
    }
}
