package dev.slipway.workflows.deployment;

import dev.slipway.workflows.run.RunProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Stops one instance of a deployment, whatever state it is in. Child of the deployment's workflow. */
@WorkflowInterface
public interface StopServerWorkflow {
    @WorkflowMethod
    void stop(StopRequest request);

    @QueryMethod
    RunProgress progress();
}
