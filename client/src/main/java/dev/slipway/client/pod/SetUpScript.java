package dev.slipway.client.pod;

/**
 * The whole set-up as a person would run it, without secrets.
 *
 * @param pod name of the pod
 * @param script POSIX shell text
 */
public record SetUpScript(String pod, String script) {}
