package dev.slipway.workflows.testing;

/** What happens to one call of an activity. */
public enum FaultKind {
    /** It fails for good before it does anything. */
    FAIL_BEFORE,
    /** It fails for good in the middle: what it began stays as it is. */
    FAIL_MIDWAY,
    /** It does its work, and fails for good: the workflow does not know that it is done. */
    FAIL_AFTER,
    /** The run is cancelled, and the call learns of it before it does anything. */
    CANCEL_BEFORE,
    /** The run is cancelled, and the call learns of it in the middle. */
    CANCEL_MIDWAY,
    /** The run is cancelled, and the call learns of it when its work is done and not yet answered. */
    CANCEL_AFTER,
    /** The run is cancelled, and the call does its work all the same, and answers. */
    CANCEL_UNHEARD,
    /** It does its work, its answer is lost, and Temporal runs it again. */
    TWICE;

    /** Whether the run is expected to be cancelled. */
    boolean cancels() {
        return switch (this) {
            case CANCEL_BEFORE, CANCEL_MIDWAY, CANCEL_AFTER, CANCEL_UNHEARD -> true;
            case FAIL_BEFORE, FAIL_MIDWAY, FAIL_AFTER, TWICE -> false;
        };
    }

    /** Whether it can happen to a call: some have no middle, and some do not hear of a cancellation. */
    boolean canHappenTo(OneFault.Call call) {
        return switch (this) {
            case FAIL_BEFORE, FAIL_AFTER, CANCEL_UNHEARD, TWICE -> true;
            case FAIL_MIDWAY -> call.middle();
            case CANCEL_BEFORE, CANCEL_AFTER -> call.hears();
            case CANCEL_MIDWAY -> call.middle() && call.hears();
        };
    }
}
