package dev.slipway.workflows.model;

/**
 * What the store shall know of a model on a pod.
 *
 * @param runId run that found it out
 * @param query which model on which pod
 * @param view what was found
 * @param status where it is
 */
public record ModelRecord(String runId, ModelQuery query, ModelView view, ModelStatus status) {}
