package dev.slipway.workflows.pod;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Looks at a pod and stores what it finds. Short, no run. Workflow id {@code inspect/<pod>}: a request during another one
 * joins it.
 */
@WorkflowInterface
public interface InspectPodWorkflow {
    @WorkflowMethod
    PodFacts inspect(String pod);
}
