package dev.slipway.workflows.deployment;

/**
 * What to reserve.
 *
 * @param runId the run that asks
 * @param name name of the deployment
 * @param pod name of the pod
 * @param instance number of the instance
 * @param jobId job that will serve
 * @param plan GPUs, share and ports
 */
public record ReserveRequest(String runId, String name, String pod, int instance, String jobId, ServerPlan plan) {}
