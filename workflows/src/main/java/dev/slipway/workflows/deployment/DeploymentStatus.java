package dev.slipway.workflows.deployment;

/** What the pod shows; the reason stands beside it. The only place where a transition exists. */
public enum DeploymentStatus {
    STARTING,
    READY,
    /** Its process lives, and a probe of it failed. */
    UNHEALTHY,
    /** Its process is gone, and nobody asked for that. */
    DEAD,
    STOPPING,
    STOPPED,
    /** The last start failed; everything was undone. */
    FAILED;

    public DeploymentStatus startAccepted() {
        return switch (this) {
            case STOPPED, FAILED, DEAD, STARTING -> STARTING;
            case READY, UNHEALTHY, STOPPING -> throw illegal(STARTING);
        };
    }

    public DeploymentStatus ready() {
        return switch (this) {
            case STARTING, UNHEALTHY, READY -> READY;
            case DEAD, STOPPING, STOPPED, FAILED -> throw illegal(READY);
        };
    }

    public DeploymentStatus startFailed() {
        return switch (this) {
            case STARTING, FAILED -> FAILED;
            case READY, UNHEALTHY, DEAD, STOPPING, STOPPED -> throw illegal(FAILED);
        };
    }

    public DeploymentStatus startCancelled() {
        return switch (this) {
            case STARTING, STOPPED -> STOPPED;
            case READY, UNHEALTHY, DEAD, STOPPING, FAILED -> throw illegal(STOPPED);
        };
    }

    /** Whoever was at work on it ended without cleaning up: what is left of it may still be there. */
    public DeploymentStatus abandoned() {
        return switch (this) {
            case STARTING, STOPPING, DEAD -> DEAD;
            case READY, UNHEALTHY, STOPPED, FAILED -> throw illegal(DEAD);
        };
    }

    /** Somebody looked at a server that is meant to run. */
    public DeploymentStatus observed(DeploymentStatus seen) {
        if (!serving() || !seen.serving()) {
            throw illegal(seen);
        }
        return seen;
    }

    /** Whether an instance is meant to be on the pod, well or not. */
    public boolean serving() {
        return switch (this) {
            case READY, UNHEALTHY, DEAD -> true;
            case STARTING, STOPPING, STOPPED, FAILED -> false;
        };
    }

    /** Whether something of it may be on the pod, or is about to be. */
    public boolean mayRun() {
        return switch (this) {
            case STARTING, READY, UNHEALTHY, DEAD, STOPPING -> true;
            case STOPPED, FAILED -> false;
        };
    }

    public DeploymentStatus stopAccepted() {
        return switch (this) {
            case STARTING, READY, UNHEALTHY, DEAD, FAILED, STOPPED, STOPPING -> STOPPING;
        };
    }

    public DeploymentStatus stopped() {
        return switch (this) {
            case STOPPING, STOPPED -> STOPPED;
            case STARTING, READY, UNHEALTHY, DEAD, FAILED -> throw illegal(STOPPED);
        };
    }

    private IllegalStateException illegal(DeploymentStatus next) {
        return new IllegalStateException("a deployment that is " + this + " cannot become " + next);
    }
}
