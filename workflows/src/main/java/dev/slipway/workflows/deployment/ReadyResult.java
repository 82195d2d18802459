package dev.slipway.workflows.deployment;

/**
 * A server that became ready. Times are milliseconds on the pod.
 *
 * @param startMillis from the start of the wait to the first 200 of {@code /health}
 * @param probeMillis what the inference took
 * @param probe path of the call that worked, for example {@code /v1/completions}
 */
public record ReadyResult(long startMillis, long probeMillis, String probe) {}
