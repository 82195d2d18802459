package dev.slipway.workflows.deployment;

/**
 * An instance on its pod; its job, port and GPUs stand in the store.
 *
 * @param runId the run that asks
 * @param pod name of the pod
 * @param name name of the deployment
 * @param instance its number
 */
public record InstanceRef(String runId, String pod, String name, int instance) {}
