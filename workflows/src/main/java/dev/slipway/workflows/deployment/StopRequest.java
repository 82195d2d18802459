package dev.slipway.workflows.deployment;

/**
 * Input of a stop.
 *
 * @param state the deployment, stopping
 * @param after the deployment when it is stopped
 * @param running whether an instance may be on the pod; otherwise only the store is touched
 * @param drainSeconds how long requests in flight may take; 0 where there can be none
 * @param wholeRun whether the run ends with the stop, and no start follows
 */
public record StopRequest(
        DeploymentState state, DeploymentState after, boolean running, int drainSeconds, boolean wholeRun) {}
