package dev.slipway.workflows.pod;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks at a pod and answers what a set-up would do: {@code --dry-run}. Short, no run, changes nothing. */
@WorkflowInterface
public interface PlanSetUpWorkflow {
    @WorkflowMethod
    PlannedSetUp plan(SetUpRequest request);
}
