package dev.slipway.api.deployment;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DeploymentWorkflow;
import dev.slipway.workflows.deployment.Observation;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a deployment's workflow, its only writer, what was seen of it, where that is news. */
@Singleton
class Observations {
    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);

    private final WorkflowClient client;

    Observations(WorkflowClient client) {
        this.client = client;
    }

    void tell(DeploymentRow row, Sight sight) {
        if (row.status().name().equals(sight.status())) {
            return;
        }
        Failure reason = sight.code().isEmpty() ? null : new Failure(FailureCode.valueOf(sight.code()), sight.reason());
        var observation = new Observation(row.instance(), DeploymentStatus.valueOf(sight.status()), reason);
        Thread.ofVirtual().start(() -> signal(row.name(), observation));
    }

    /** Nobody waits for it, and whoever looks next sees the same. */
    private void signal(String name, Observation observation) {
        try {
            client.newWorkflowStub(DeploymentWorkflow.class, WorkflowIds.deployment(name))
                    .observed(observation);
        } catch (RuntimeException e) {
            LOG.debug("what was seen of {} could not be told", name, e);
        }
    }
}
