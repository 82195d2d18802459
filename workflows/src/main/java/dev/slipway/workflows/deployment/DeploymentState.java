package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment's workflow carries from one execution to the next: an immutable value with one method an event.
 *
 * @param name name of the deployment
 * @param desired what the user asked for
 * @param status what the pod shows
 * @param spec specification of the current or last instance; null before the first start
 * @param instance number of the current or last instance; 0 before the first
 * @param runId run that is under way, or the last one; empty before the first
 * @param reason why it is in this status; null when there is nothing to say
 */
public record DeploymentState(
        String name,
        DesiredState desired,
        DeploymentStatus status,
        @Nullable ServerSpec spec,
        int instance,
        String runId,
        @Nullable Failure reason) {
    public static DeploymentState initial(String name) {
        return new DeploymentState(name, DesiredState.STOPPED, DeploymentStatus.STOPPED, null, 0, "", null);
    }

    /** A start begins: a new instance. */
    DeploymentState starting(ServerSpec wanted, String run) {
        return new DeploymentState(name, DesiredState.RUNNING, status.startAccepted(), wanted, instance + 1, run, null);
    }

    DeploymentState ready() {
        return with(desired, status.ready(), runId, null);
    }

    DeploymentState startFailed(Failure why) {
        return with(desired, status.startFailed(), runId, why);
    }

    DeploymentState startCancelled() {
        return with(DesiredState.STOPPED, status.startCancelled(), runId, null);
    }

    /** A stop begins that the user asked for. */
    DeploymentState stopping(String run) {
        return with(DesiredState.STOPPED, status.stopAccepted(), run, null);
    }

    /** A stop begins that a start follows; the user's wish is not changed. */
    DeploymentState replacing(String run) {
        return with(DesiredState.RUNNING, status.stopAccepted(), run, null);
    }

    DeploymentState stopped(@Nullable Failure why) {
        return with(desired, status.stopped(), runId, why);
    }

    /** A phase ended without its undo. */
    DeploymentState abandoned(Failure why) {
        return with(desired, status.abandoned(), runId, why);
    }

    /** As found in the store by a new workflow: a phase that was under way has nobody any more. */
    DeploymentState found() {
        boolean underWay = status == DeploymentStatus.STARTING || status == DeploymentStatus.STOPPING;
        return underWay ? with(desired, status.abandoned(), runId, reason) : this;
    }

    /** Somebody looked at the pod. Only what runs can be seen to be unwell. */
    DeploymentState observed(Observation seen) {
        if (seen.instance() != instance || !status.serving()) {
            return this;
        }
        return with(desired, status.observed(seen.status()), runId, seen.reason());
    }

    private DeploymentState with(DesiredState wanted, DeploymentStatus shown, String run, @Nullable Failure why) {
        return new DeploymentState(name, wanted, shown, spec, instance, run, why);
    }
}
