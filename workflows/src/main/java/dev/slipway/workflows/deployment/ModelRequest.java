package dev.slipway.workflows.deployment;

/**
 * A model that a start needs.
 *
 * @param runId the run of the start, which is the requester
 * @param pod name of the pod
 * @param repository {@code organisation/name}
 * @param revision branch, tag or commit
 */
public record ModelRequest(String runId, String pod, String repository, String revision) {}
