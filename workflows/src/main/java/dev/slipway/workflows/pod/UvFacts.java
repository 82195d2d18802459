package dev.slipway.workflows.pod;

/**
 * A {@code uv} of the pod.
 *
 * @param path absolute path of the program
 * @param version for example {@code 0.13.9}
 */
public record UvFacts(String path, String version) {}
