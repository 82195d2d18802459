package dev.slipway.workflows.job;

import io.temporal.activity.ActivityInterface;

/** Detached jobs on a pod. On task queue {@code FOLLOW}, with heartbeats; retries attach to what already runs. */
@ActivityInterface(namePrefix = "Job")
public interface JobActivities {
    /**
     * Starts the job or finds it started, follows it to its end, and stores its log and progress with the run.
     *
     * @return exit code or lost; a job that ran into its deadline or stalled was ended first
     */
    JobOutcome run(JobSpec job);

    /** Ends the whole tree of a job; done only when no process of it is left. Tolerates "never started". */
    void end(JobEnd request);

    /** Removes everything of a run's jobs that a failed step left half made: runs the clean-up script as a job. */
    JobOutcome cleanUp(JobSpec job);
}
