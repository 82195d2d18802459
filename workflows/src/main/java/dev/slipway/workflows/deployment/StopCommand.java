package dev.slipway.workflows.deployment;

/**
 * A request to stop a deployment.
 *
 * @param runId the run that the API made for it, UUIDv7
 * @param drainSeconds how long requests in flight may take to finish
 */
public record StopCommand(String runId, int drainSeconds) {}
