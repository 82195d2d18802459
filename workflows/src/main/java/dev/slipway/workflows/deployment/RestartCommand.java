package dev.slipway.workflows.deployment;

/**
 * A request to stop a deployment and start it with the same specification.
 *
 * @param runId the run that the API made for it, UUIDv7
 * @param drainSeconds how long requests in flight may take to finish
 */
public record RestartCommand(String runId, int drainSeconds) {}
