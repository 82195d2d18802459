package dev.slipway.workflows.model;

/**
 * A model to have on a pod.
 *
 * @param runId the run, UUIDv7
 * @param pod name of the pod
 * @param repository {@code organisation/name}
 * @param revision branch, tag or commit; {@code main} by default
 * @param stallSeconds a download that moves no byte for so long is stopped and tried again; 60 by default
 * @param recheck read every file again, also those that were found right and were not touched since
 */
public record DownloadRequest(
        String runId, String pod, String repository, String revision, int stallSeconds, boolean recheck) {
    /** A request that trusts what was found right before. */
    public DownloadRequest(String runId, String pod, String repository, String revision, int stallSeconds) {
        this(runId, pod, repository, revision, stallSeconds, false);
    }
}
