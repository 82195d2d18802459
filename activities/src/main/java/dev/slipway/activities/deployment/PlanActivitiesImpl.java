package dev.slipway.activities.deployment;

import dev.slipway.activities.model.ModelSizes;
import dev.slipway.workflows.deployment.KnownModels;
import dev.slipway.workflows.deployment.PlanActivities;
import dev.slipway.workflows.deployment.PlanInputs;
import dev.slipway.workflows.deployment.PlanRefused;
import dev.slipway.workflows.deployment.ServerPlan;
import dev.slipway.workflows.deployment.ServerPlanner;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.failure.Failures;
import jakarta.inject.Singleton;

/** Gathers what a plan depends on, and leaves the decision to the planner. */
@Singleton
public final class PlanActivitiesImpl implements PlanActivities {
    private final PodLoads loads;
    private final ModelSizes sizes;
    private final ServerPlanner planner;

    PlanActivitiesImpl(PodLoads loads, ModelSizes sizes, KnownModels catalogue) {
        this.loads = loads;
        this.sizes = sizes;
        this.planner = new ServerPlanner(catalogue);
    }

    @Override
    public ServerPlan plan(ServerSpec spec) {
        PlanInputs inputs = loads.of(spec);
        // Without a runtime nobody can ask the Hub, and the planner refuses anyway.
        long bytes = inputs.runtimes().isEmpty() ? 0 : sizes.of(spec.pod(), spec.model(), spec.revision());
        try {
            return planner.plan(spec, inputs.withModelBytes(bytes));
        } catch (PlanRefused refused) {
            throw Failures.of(refused.failure().code(), refused.failure().message());
        }
    }
}
