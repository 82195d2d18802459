package dev.slipway.workflows.deployment;

/** What the user asked for; only a request changes it. */
public enum DesiredState {
    RUNNING,
    STOPPED
}
