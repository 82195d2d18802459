package dev.slipway.workflows.pod;

/**
 * What a set-up found and left, to be stored with the pod.
 *
 * @param pod name of the pod
 * @param runId the run
 * @param facts facts as they are now, with the runtime that works
 * @param request what was asked for, for people: {@code release, torch backend auto}
 * @param modelsPath the folder for models that counts; empty: the Hub's default
 */
public record SetUpRecord(String pod, String runId, PodFacts facts, String request, String modelsPath) {}
