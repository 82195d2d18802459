package dev.slipway.workflows.deployment;

/**
 * A request to start a deployment.
 *
 * @param runId the run that the API made for it, UUIDv7
 * @param spec what to start
 */
public record StartCommand(String runId, ServerSpec spec) {}
