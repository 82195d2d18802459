package dev.slipway.workflows.model;

/**
 * Which model on which pod. Equal ones are the same request for a download.
 *
 * @param pod name of the pod
 * @param repository {@code organisation/name}
 * @param revision branch, tag or commit
 */
public record ModelQuery(String pod, String repository, String revision) {}
