package dev.slipway.workflows.run;

import java.util.List;
import java.util.stream.Stream;

/** Where a run is. */
public enum RunStatus {
    /** Stored, not yet taken up by a worker. */
    PENDING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED,
    /** Failed or cancelled, and its undo waits until the pod is back; its leases stay held. */
    CLEANUP_PENDING;

    /** Whether nothing more happens to it. */
    public boolean ended() {
        return switch (this) {
            case PENDING, RUNNING, CLEANUP_PENDING -> false;
            case DONE, FAILED, CANCELLED -> true;
        };
    }

    /** All in which something may still happen. */
    public static List<RunStatus> open() {
        return Stream.of(values()).filter(status -> !status.ended()).toList();
    }

    /** Where a run is after an event; one that has ended stays as it ended. */
    public RunStatus after(RunEvent.Type event) {
        if (ended()) {
            return this;
        }
        return switch (event) {
            case RUN_STARTED -> this == PENDING ? RUNNING : this;
            case STEP, NOTE -> this;
            case RUN_DONE -> DONE;
            case RUN_FAILED -> FAILED;
            case RUN_CANCELLED -> CANCELLED;
            case RUN_CLEANUP_PENDING -> CLEANUP_PENDING;
        };
    }
}
