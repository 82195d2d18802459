package dev.slipway.workflows.failure;

/**
 * A failure as it is stored and shown: what, and in one sentence why. Never a stack trace, never a secret.
 *
 * @param code what kind of failure
 * @param message one sentence for the user, naming the thing that failed
 */
public record Failure(FailureCode code, String message) {}
