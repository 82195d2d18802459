package dev.slipway.workflows.pod;

/** Where a pod is; the reason stands beside it. The only place where a transition exists. */
public enum PodStatus {
    /** Registered, never set up. */
    NEW,
    SETTING_UP,
    READY,
    /** The last set-up failed; the reason says why. */
    FAILED;

    /** A set-up begins: possible from everywhere, since a repeated one is harmless. */
    public PodStatus setUpStarted() {
        return SETTING_UP;
    }

    public PodStatus setUpDone() {
        return from(SETTING_UP, READY);
    }

    public PodStatus setUpFailed() {
        return from(SETTING_UP, FAILED);
    }

    private PodStatus from(PodStatus expected, PodStatus next) {
        if (this == expected || this == next) {
            return next;
        }
        throw new IllegalStateException("a pod that is " + this + " cannot become " + next);
    }
}
