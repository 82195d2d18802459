package dev.slipway.workflows.deployment;

import dev.slipway.workflows.run.RunActivities;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The activities of deployments, with their deadlines and retries: the one place where these stand. */
final class DeploymentStubs {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** What a wait may take beyond its own deadline: a worker or a connection may be away for so long. */
    private static final Duration SLACK = Duration.ofMinutes(10);
    /** Of a step that talks to the pod once: after that the pod counts as unreachable. */
    private static final Duration POD_PATIENCE = Duration.ofMinutes(2);

    private static final Duration TERMINATION = Duration.ofMinutes(3);
    private static final Duration TERMINATION_PATIENCE = Duration.ofMinutes(5);
    private static final Duration MODEL = Duration.ofHours(24);

    private static final RetryOptions QUICK = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(500))
            .setMaximumInterval(Duration.ofSeconds(10))
            .build();

    private static final LocalActivityOptions DATABASE = LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setLocalRetryThreshold(Duration.ofSeconds(5))
            .setRetryOptions(RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(200))
                    .setMaximumInterval(Duration.ofSeconds(10))
                    // Without a bound of any kind the SDK does not try a local activity again at all.
                    .setMaximumAttempts(Integer.MAX_VALUE)
                    .build())
            .setDoNotIncludeArgumentsIntoMarker(true)
            .build();

    private DeploymentStubs() {}

    /** Tries until the database is back: a deployment that nobody can see must not go on. */
    static DeploymentRecords records() {
        return Workflow.newLocalActivityStub(DeploymentRecords.class, DATABASE);
    }

    static RunActivities journal() {
        return Workflow.newLocalActivityStub(RunActivities.class, DATABASE);
    }

    static PlanActivities plans() {
        return Workflow.newActivityStub(PlanActivities.class, shortOnPod("plan"));
    }

    /** Short calls: look, launch. */
    static ServerActivities control(String summary) {
        return Workflow.newActivityStub(ServerActivities.class, shortOnPod(summary));
    }

    static ServerActivities awaitReady(ReadyDeadline deadline) {
        Duration longest = Duration.ofSeconds(deadline.capSeconds()).plus(SLACK);
        return Workflow.newActivityStub(
                ServerActivities.class, waiting("wait until ready", longest).build());
    }

    static ServerActivities drain(int seconds) {
        Duration longest = Duration.ofSeconds(seconds).plus(POD_PATIENCE);
        return Workflow.newActivityStub(
                ServerActivities.class, waiting("drain", longest).build());
    }

    /** Ending, within a bound: what lies beyond it is the undo's. */
    static ServerActivities terminate() {
        return Workflow.newActivityStub(
                ServerActivities.class,
                waiting("end the processes", TERMINATION_PATIENCE)
                        .setStartToCloseTimeout(TERMINATION)
                        .build());
    }

    /** Ending as an undo: tries until the pod is back. */
    static ServerActivities terminateAtLast() {
        return Workflow.newActivityStub(
                ServerActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.FOLLOW)
                        .setStartToCloseTimeout(TERMINATION)
                        .setHeartbeatTimeout(HEARTBEAT)
                        .setRetryOptions(RunSteps.UNDO_RETRY)
                        .setSummary("end the processes")
                        .build());
    }

    static ServerActivities awaitMemory() {
        return Workflow.newActivityStub(
                ServerActivities.class, waiting("GPU memory", POD_PATIENCE).build());
    }

    static ModelStep model() {
        return Workflow.newActivityStub(ModelStep.class, waiting("model", MODEL).build());
    }

    private static ActivityOptions shortOnPod(String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL)
                .setStartToCloseTimeout(Duration.ofSeconds(60))
                .setScheduleToCloseTimeout(POD_PATIENCE)
                // An undo must not overtake what it undoes.
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(QUICK)
                .setSummary(summary)
                .build();
    }

    private static ActivityOptions.Builder waiting(String summary, Duration longest) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.FOLLOW)
                .setStartToCloseTimeout(longest)
                .setScheduleToCloseTimeout(longest)
                .setHeartbeatTimeout(HEARTBEAT)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(QUICK)
                .setSummary(summary);
    }
}
