package dev.slipway.workflows.deployment;

import dev.slipway.workflows.run.RunProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Starts one instance of a deployment; undoes everything when it fails or is cancelled. Child of the deployment's workflow. */
@WorkflowInterface
public interface StartServerWorkflow {
    @WorkflowMethod
    void start(StartRequest request);

    @QueryMethod
    RunProgress progress();
}
