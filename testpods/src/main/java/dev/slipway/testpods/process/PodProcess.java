package dev.slipway.testpods.process;

/**
 * A living process of a pod.
 *
 * @param pid process id
 * @param command its command line, for messages of failing tests
 */
public record PodProcess(long pid, String command) {}
