package dev.slipway.workflows.deployment;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The only writer of a deployment. Workflow id {@code deployment/<name>}; commands reach it by update-with-start, with the
 * run id as update id and {@link DeploymentState#initial} as input. It runs phases as children and continues as new between
 * them; it ends when the deployment is stopped or failed and nothing was asked for 60 s.
 */
@WorkflowInterface
public interface DeploymentWorkflow {
    @WorkflowMethod
    void manage(DeploymentState state);

    /** Refused with {@code DEPLOYMENT_CONFLICT} when it runs with another specification. */
    @UpdateMethod
    CommandAccepted start(StartCommand command);

    @UpdateValidatorMethod(updateName = "start")
    void checkStart(StartCommand command);

    /** Cancels a start that is under way, waits for its undo, then stops. Stopping what does not run succeeds. */
    @UpdateMethod
    CommandAccepted stop(StopCommand command);

    @UpdateValidatorMethod(updateName = "stop")
    void checkStop(StopCommand command);

    /** Refused with {@code DEPLOYMENT_NOT_FOUND} when it was never started. */
    @UpdateMethod
    CommandAccepted restart(RestartCommand command);

    @UpdateValidatorMethod(updateName = "restart")
    void checkRestart(RestartCommand command);

    /**
     * Cancels a start or a restart by its run, whether it waits or is under way; a command that has not arrived yet is
     * refused when it comes. A stop that was accepted is not cancelled.
     */
    @SignalMethod
    void cancel(String runId);

    /** Somebody looked at the pod: the next start of a dead deployment cleans up first, and does not join. */
    @SignalMethod
    void observed(Observation observation);

    @QueryMethod
    DeploymentState state();
}
