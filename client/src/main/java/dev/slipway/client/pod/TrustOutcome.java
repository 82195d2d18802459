package dev.slipway.client.pod;

/**
 * The host key of a pod, pinned anew.
 *
 * @param pod name of the pod
 * @param before {@code SHA256:...} of the key that was pinned; empty when none was
 * @param now {@code SHA256:...} of the key that is pinned
 */
public record TrustOutcome(String pod, String before, String now) {}
