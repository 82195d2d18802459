package dev.slipway.workflows.model;

import io.temporal.activity.ActivityInterface;

/** Looks at models, on the pod and at the Hub, and writes them down. On task queue {@code CONTROL}. */
@ActivityInterface(namePrefix = "Model")
public interface ModelActivities {
    /**
     * Asks the Hub, from the pod, for revision, files, sizes, hashes and access, and looks what of it is on the pod. One
     * round trip. A verified model is found also where the Hub gives no answer.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code REPOSITORY_INVALID}, {@code REPOSITORY_NOT_FOUND},
     *     {@code REVISION_NOT_FOUND}, {@code REPOSITORY_GATED}, {@code HUB_TOKEN_REJECTED}, {@code HUB_UNREACHABLE},
     *     {@code HUB_THROTTLED}, {@code POD_NOT_READY} without a runtime, or what went wrong on the way to the pod
     */
    ModelView inspect(ModelQuery query);

    /** Writes the model's row; idempotent. */
    void record(ModelRecord record);
}
