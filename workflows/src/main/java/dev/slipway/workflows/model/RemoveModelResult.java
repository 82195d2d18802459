package dev.slipway.workflows.model;

/**
 * A model that is no longer on a pod.
 *
 * @param runId the run
 * @param repository {@code organisation/name}
 * @param removed the commit that was removed; empty: every revision
 */
public record RemoveModelResult(String runId, String repository, String removed) {}
