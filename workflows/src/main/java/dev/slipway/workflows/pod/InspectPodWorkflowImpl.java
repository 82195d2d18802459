package dev.slipway.workflows.pod;

/** Connect, look, store. */
public final class InspectPodWorkflowImpl implements InspectPodWorkflow {
    @Override
    public PodFacts inspect(String name) {
        PodActivities pods = PodStubs.firstContact();
        PodAccess pod = pods.connect(name);
        PodFacts facts = pods.gatherFacts(new FactsRequest(name, "", pod.effectiveModelsPath(), pod.mountPoint()));
        PodStubs.inventory().recordFacts(name, facts);
        return facts;
    }
}
