package dev.slipway.workflows.deployment;

/** One look at the pod, one plan. */
public final class PlanServerWorkflowImpl implements PlanServerWorkflow {
    @Override
    public ServerPlan plan(ServerSpec spec) {
        return DeploymentStubs.plans().plan(spec);
    }
}
