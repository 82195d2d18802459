package dev.slipway.workflows.pod;

/**
 * What a set-up left.
 *
 * @param runId the run
 * @param changed whether anything on the pod was changed
 * @param runtime name of the runtime, the folder below {@code <root>/runtimes}
 * @param vllmVersion exact version that is installed
 * @param gpus number of GPUs that the runtime sees
 */
public record SetUpResult(String runId, boolean changed, String runtime, String vllmVersion, int gpus) {}
