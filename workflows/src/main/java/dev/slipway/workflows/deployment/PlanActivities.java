package dev.slipway.workflows.deployment;

import io.temporal.activity.ActivityInterface;

/** Plans servers. */
@ActivityInterface
public interface PlanActivities {
    /**
     * Looks at the pod in one round trip and at the store, and makes the plan.
     *
     * @throws io.temporal.failure.ApplicationFailure with the code of what is in the way
     */
    ServerPlan plan(ServerSpec spec);
}
