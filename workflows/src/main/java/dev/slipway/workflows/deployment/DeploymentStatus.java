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
