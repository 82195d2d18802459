package dev.slipway.workflows.pod;

/** Where a pod is; the reason stands beside it. The only place where a transition exists. */
public enum PodStatus {
    /** Registered, never set up. */
    NEW,
    SETTING_UP,
    READY,
    /** The last set-up failed, and there is no runtime from an earlier one; the reason says why. */
    FAILED;

    /** A set-up begins: possible from everywhere, since a repeated one is harmless. */
    public PodStatus setUpStarted() {
        return SETTING_UP;
    }

    public PodStatus setUpDone() {
        return from(SETTING_UP, READY);
    }

    /** {@code serves}: an earlier set-up left a runtime, which the failure did not touch. */
    public PodStatus setUpFailed(boolean serves) {
        return from(SETTING_UP, serves ? READY : FAILED);
    }

    private PodStatus from(PodStatus expected, PodStatus next) {
        if (this == expected || this == next) {
            return next;
        }
        throw new IllegalStateException("a pod that is " + this + " cannot become " + next);
    }
}
