package dev.slipway.workflows.job;

import java.time.Duration;

/**
 * Ends a job.
 *
 * @param pod name of the pod
 * @param runId run that asks
 * @param jobId the job
 * @param grace how long TERM may take before KILL
 */
public record JobEnd(String pod, String runId, String jobId, Duration grace) {}
