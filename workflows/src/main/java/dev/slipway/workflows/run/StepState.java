package dev.slipway.workflows.run;

/** Where a step of a run is. */
public enum StepState {
    WAITING,
    RUNNING,
    DONE,
    /** Nothing was to be done. */
    SKIPPED,
    FAILED,
    CANCELLED
}
