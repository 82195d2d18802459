package dev.slipway.workflows.model;

/**
 * A model that is on a pod, every file verified.
 *
 * @param runId the run
 * @param repository {@code organisation/name}
 * @param commit the revision, resolved
 * @param snapshotPath folder on the pod that holds it
 * @param sizeBytes size of all its files
 * @param fetchedBytes how much of it this run fetched; 0 when it was there
 */
public record DownloadResult(
        String runId, String repository, String commit, String snapshotPath, long sizeBytes, long fetchedBytes) {}
