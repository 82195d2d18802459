package dev.slipway.workflows.model;

/**
 * A model to remove from a pod.
 *
 * @param runId the run, UUIDv7
 * @param pod name of the pod
 * @param repository {@code organisation/name}
 * @param revision branch, tag or commit; empty: every revision
 */
public record RemoveModelRequest(String runId, String pod, String repository, String revision) {}
