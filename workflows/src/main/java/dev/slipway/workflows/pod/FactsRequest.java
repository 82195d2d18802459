package dev.slipway.workflows.pod;

/**
 * What to find out.
 *
 * @param pod name of the pod
 * @param runtime name of the runtime to import; empty: none
 * @param modelsPath folder for models; empty: the Hub's default
 * @param mountPoint mount point to check; empty: none
 */
public record FactsRequest(String pod, String runtime, String modelsPath, String mountPoint) {}
