package dev.slipway.workflows.run;

/** Task queues have slots of their own, so that following and watching never starve a stop. */
public final class TaskQueues {
    /** Workflows and short activities. */
    public static final String CONTROL = "slipway-control";
    /** Activities that follow a remote job or wait for one. */
    public static final String FOLLOW = "slipway-follow";
    /** Activities that watch a pod. */
    public static final String WATCH = "slipway-watch";

    private TaskQueues() {}
}
