package dev.slipway.workflows.deployment;

/**
 * A server to wait for.
 *
 * @param runId the run
 * @param pod name of the pod
 * @param name name of the deployment
 * @param jobId its job
 * @param port port that it must listen on itself
 * @param servedName name that it must list
 * @param kind {@code chat}, {@code embed}, {@code score} or {@code guard}
 * @param runtimePath folder of its environment, whose Python probes where there is no curl
 * @param deadline how long it may take
 */
public record ReadyRequest(
        String runId,
        String pod,
        String name,
        String jobId,
        int port,
        String servedName,
        String kind,
        String runtimePath,
        ReadyDeadline deadline) {}
