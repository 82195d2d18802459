package dev.slipway.workflows.deployment;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The only writer of a deployment. Workflow id {@code deployment/<name>}; commands reach it by update-with-start, with the
 * run id as update id. It runs phases as children and continues as new between them; it ends when the deployment is
 * stopped or failed and nothing is asked, or when no command was accepted within 60 s.
 */
@WorkflowInterface
public interface DeploymentWorkflow {
    @WorkflowMethod
    void manage(DeploymentState state);

    /** Refused with {@code DEPLOYMENT_CONFLICT} when it runs with another specification. */
    @UpdateMethod
    CommandAccepted start(StartCommand command);

    /** Cancels a start that is under way, waits for its undo, then stops. Stopping what does not run succeeds. */
    @UpdateMethod
    CommandAccepted stop(StopCommand command);

    @UpdateMethod
    CommandAccepted restart(RestartCommand command);

    @QueryMethod
    DeploymentState state();
}
