package dev.slipway.workflows.pod;

/** Connect, look, plan, render. */
public final class PlanSetUpWorkflowImpl implements PlanSetUpWorkflow {
    @Override
    public PlannedSetUp plan(SetUpRequest request) {
        SetUpWish wish = SetUpWish.of(request);
        PodActivities pods = PodStubs.firstContact();
        PodAccess pod = pods.connect(request.pod());
        PodFacts facts = pods.gatherFacts(
                new FactsRequest(request.pod(), wish.runtime().name(), pod.effectiveModelsPath(), pod.mountPoint()));
        SetUpPlan plan = SetUpPlanner.plan(wish, pod, facts);
        return new PlannedSetUp(
                SetUpScript.render(request.pod(), pod, plan, facts),
                plan.steps().stream().map(SetUpStep::name).toList(),
                plan.notes());
    }
}
