package dev.slipway.workflows.deployment;

/** A command that was accepted and is not carried out yet. */
sealed interface Command {
    String runId();

    /** Starts a specification. */
    record Start(String runId, ServerSpec spec) implements Command {}

    /** Stops what runs. */
    record Stop(String runId, int drainSeconds) implements Command {}

    /** Stops what runs and starts the same specification again. */
    record Restart(String runId, ServerSpec spec, int drainSeconds) implements Command {}
}
