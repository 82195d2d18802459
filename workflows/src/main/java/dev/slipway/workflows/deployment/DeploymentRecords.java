package dev.slipway.workflows.deployment;

import io.temporal.activity.ActivityInterface;

/**
 * What the store keeps of a deployment. Used as local activities: short, and idempotent, since each writes a whole value
 * that is keyed by deployment and instance.
 */
@ActivityInterface
public interface DeploymentRecords {
    /** The stored state; {@link DeploymentState#initial} when the store does not know the deployment. */
    DeploymentState load(String name);

    /** Stores the state. The first one also makes the deployment's API key. */
    void record(DeploymentState state);

    /**
     * Reserves GPUs and a port for an instance and stores the instance, all or nothing. Asking again answers the same.
     *
     * @return what was granted, or why nothing was; never a failure for a race that a new plan can win
     */
    Reserved reserve(ReserveRequest request);

    /** Stores that the instance is ready, and the deployment's state with it. */
    void ready(DeploymentState state);

    /** Deletes every lease of the instance and closes it; then stores the state. Tolerates "never reserved". */
    void released(DeploymentState state);

    /** Deletes every lease of an instance whose start is undone. Tolerates "never reserved". */
    void release(String name, int instance);

    /** Whether the run is over, as the store shows it. */
    boolean runEnded(String runId);
}
