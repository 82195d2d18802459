package dev.slipway.workflows.deployment;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Answers the plan of a specification and changes nothing: what {@code start --dry-run} shows. */
@WorkflowInterface
public interface PlanServerWorkflow {
    @WorkflowMethod
    ServerPlan plan(ServerSpec spec);
}
