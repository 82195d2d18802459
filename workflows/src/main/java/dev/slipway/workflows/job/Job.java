package dev.slipway.workflows.job;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * A remote job as a workflow sees it: attached to by every attempt of an activity, executed again when lost, ended whole.
 *
 * <pre>{@code
 * var install = new Job(spec);
 * var removal = new Job(specOfTheScriptThatRemovesWhatIsHalfMade);
 * steps.undo("the half-made runtime", () -> {
 *     install.end();
 *     removal.cleanUp();
 * });
 * JobOutcome outcome = steps.run("runtime", install::run);
 * }</pre>
 */
public final class Job {
    /** How often in sequence a job is executed when it is lost each time. */
    public static final int EXECUTIONS = 3;

    private static final Duration GRACE = Duration.ofSeconds(10);
    /** What following may take beyond the job's own deadline: a worker or a connection may be away for so long. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    private final JobSpec spec;
    private int executions;

    /** Nothing is started. The ordinals begin with that of {@code spec}; each execution takes the next one. */
    public Job(JobSpec spec) {
        this.spec = spec;
    }

    /**
     * Runs the job to its end. A lost one is ended whole and executed again, so its script must be idempotent.
     *
     * @return exited, or ended by us at its deadline or for stalling; never lost
     * @throws io.temporal.failure.ActivityFailure when the pod stays unreachable beyond the deadline, or on cancellation
     * @throws io.temporal.failure.ApplicationFailure {@code JOB_LOST} when it was lost {@value #EXECUTIONS} times
     */
    public JobOutcome run() {
        for (int n = 0; n < EXECUTIONS; n++) {
            JobOutcome outcome = follow().run(nextExecution());
            if (outcome.state() != JobOutcome.State.LOST) {
                return outcome;
            }
            end();
        }
        throw Failures.of(
                FailureCode.JOB_LOST,
                "The job of step " + spec.step() + " died without a word " + EXECUTIONS + " times.");
    }

    /** Ends the whole tree of the current execution, also one that never started. For undos: tries until the pod is back. */
    public void end() {
        if (executions == 0) {
            return;
        }
        String id = spec.withOrdinal(spec.ordinal() + executions - 1).jobId();
        persistent("end " + spec.step()).end(new JobEnd(spec.pod(), spec.runId(), id, GRACE));
    }

    /**
     * Runs the job as an undo: tries until the pod is back.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code JOB_FAILED} when the script does not succeed; call again for
     *     another execution
     */
    public void cleanUp() {
        JobOutcome outcome = persistent(spec.step()).cleanUp(nextExecution());
        if (!outcome.ok()) {
            throw Failures.of(FailureCode.JOB_FAILED, "The clean-up did not succeed: " + outcome.tail());
        }
    }

    /** The step that it belongs to. */
    public String step() {
        return spec.step();
    }

    private JobSpec nextExecution() {
        return spec.withOrdinal(spec.ordinal() + executions++);
    }

    private JobActivities follow() {
        return Workflow.newActivityStub(
                JobActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.FOLLOW)
                        .setScheduleToCloseTimeout(spec.deadline().plus(SLACK))
                        .setStartToCloseTimeout(spec.deadline().plus(SLACK))
                        .setHeartbeatTimeout(Duration.ofSeconds(10))
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofSeconds(1))
                                .setMaximumInterval(Duration.ofSeconds(10))
                                .build())
                        .setSummary(spec.step())
                        .build());
    }

    private JobActivities persistent(String summary) {
        return Workflow.newActivityStub(
                JobActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.FOLLOW)
                        .setStartToCloseTimeout(spec.deadline().plus(SLACK))
                        .setHeartbeatTimeout(Duration.ofSeconds(10))
                        .setRetryOptions(RunSteps.UNDO_RETRY)
                        .setSummary(summary)
                        .build());
    }
}
