package dev.slipway.workflows.run;

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
}
