package dev.slipway.workflows.pod;

import dev.slipway.workflows.run.RunProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Sets up a pod. Workflow id {@code setup/<pod>}. */
@WorkflowInterface
public interface SetUpPodWorkflow {
    @WorkflowMethod
    SetUpResult setUp(SetUpRequest request);

    @QueryMethod
    RunProgress progress();
}
