package dev.slipway.workflows.deployment;

import org.jspecify.annotations.Nullable;

/**
 * What a deployment's workflow carries from one execution to the next.
 *
 * @param name name of the deployment
 * @param desired what the user asked for
 * @param status what the pod shows
 * @param spec specification of the current or last instance; null before the first start
 * @param instance number of the current or last instance; 0 before the first
 * @param runId run that is under way, or the last one; empty before the first
 */
public record DeploymentState(
        String name,
        DesiredState desired,
        DeploymentStatus status,
        @Nullable ServerSpec spec,
        int instance,
        String runId) {
    public static DeploymentState initial(String name) {
        return new DeploymentState(name, DesiredState.STOPPED, DeploymentStatus.STOPPED, null, 0, "");
    }
}
