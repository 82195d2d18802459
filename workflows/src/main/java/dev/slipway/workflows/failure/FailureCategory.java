package dev.slipway.workflows.failure;

/** Whose move it is after a failure. */
public enum FailureCategory {
    /** The request was wrong: shown to the user, never logged as ours. */
    USER,
    /** The pod, its network, or what it talks to. */
    POD,
    /** Slipway itself or what it runs on. */
    SERVICE
}
