package dev.slipway.workflows.model;

import io.temporal.activity.ActivityInterface;

/** What the inventory knows of a model that is to be removed. On task queue {@code CONTROL}. */
@ActivityInterface(namePrefix = "Removal")
public interface RemovalActivities {
    /**
     * Refuses where a deployment uses the model, whatever its revision.
     *
     * @return absolute path of an interpreter on the pod that has the Hub client
     * @throws io.temporal.failure.ApplicationFailure {@code MODEL_IN_USE}, or {@code POD_NOT_READY} without a runtime
     */
    String check(ModelQuery query);

    /** Forgets the model at the commit that the revision of the query is; at every one when that is empty. Idempotent. */
    void forget(ModelQuery query);
}
