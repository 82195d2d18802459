package dev.slipway.workflows.pod;

/**
 * What a set-up shall reach. Everything else (mount, models path, environment) stands with the pod.
 *
 * @param runId the run, UUIDv7
 * @param pod name of the pod
 * @param runtime {@code release}, {@code nightly}, {@code gpt-oss}, {@code cpu}, or a vLLM version such as {@code 0.32.0}
 * @param torchBackend {@code auto}, {@code cpu}, {@code cuNNN}, or {@code none} (let the index decide)
 * @param cudaToolkit {@code auto}, {@code never} or {@code always}
 */
public record SetUpRequest(String runId, String pod, String runtime, String torchBackend, String cudaToolkit) {}
