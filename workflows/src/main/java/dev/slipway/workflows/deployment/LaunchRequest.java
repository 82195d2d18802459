package dev.slipway.workflows.deployment;

/**
 * A server to launch. No secret in it: the API key and the Hub's token are looked up by the activity.
 *
 * @param runId the run
 * @param pod name of the pod
 * @param name name of the deployment
 * @param jobId identity on the pod, the same for every attempt
 * @param plan its command and environment, on the granted port and at the exact commit
 * @param snapshotPath folder of the model on the pod; empty: vLLM finds it
 */
public record LaunchRequest(
        String runId, String pod, String name, String jobId, ServerPlan plan, String snapshotPath) {}
