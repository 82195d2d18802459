package dev.slipway.client.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where a run is. */
public enum RunStatus {
    /** Stored, not yet taken up by a worker. */
    PENDING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED,
    /** Failed or cancelled, and its clean-up waits until the pod is back. */
    CLEANUP_PENDING,
    /** A status that this client is too old to know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether nothing more is shown of it: {@code CLEANUP_PENDING} counts, since it may last for days. */
    public boolean over() {
        return switch (this) {
            case PENDING, RUNNING, UNKNOWN -> false;
            case DONE, FAILED, CANCELLED, CLEANUP_PENDING -> true;
        };
    }
}
