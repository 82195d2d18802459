package dev.slipway.client.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where a step of a run is. */
public enum StepState {
    WAITING,
    RUNNING,
    DONE,
    /** Nothing was to be done. */
    SKIPPED,
    FAILED,
    CANCELLED,
    /** A state that this client is too old to know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
