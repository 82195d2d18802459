package dev.slipway.workflows.pod;

import io.temporal.activity.ActivityInterface;

/** Short steps on a pod and in the inventory. All are idempotent. */
@ActivityInterface(namePrefix = "Pod")
public interface PodActivities {
    /**
     * Marks the pod as being set up, connects to it, pins its host key, prepares its root, and stores its fingerprint.
     * Refuses a machine that another pod names, unless the pod is shared. Removes folders of jobs that ended long ago.
     */
    PodAccess beginSetUp(String pod);

    /** Connects to the pod and prepares its root; changes nothing else. */
    PodAccess connect(String pod);

    /** Finds everything out in one round trip. Heartbeats: the import of a cold runtime takes a while. */
    PodFacts gatherFacts(FactsRequest request);

    /** Names of the deployments that use a runtime of the pod now, joined by a comma; empty when none does. */
    String runtimeUsers(String pod, String runtime);

    /** Stores what an inspection found. */
    void recordFacts(String pod, PodFacts facts);

    /** Stores what a set-up left, and marks the pod as ready. */
    void recordSetUp(SetUpRecord record);

    /** Marks the pod as failed, with the reason. */
    void recordFailure(String pod, String reason);
}
