package dev.slipway.workflows.model;

import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The activities of models, with their deadlines and retries. */
final class ModelStubs {
    /** About a minute in all: a Hub that wants us to wait gets its rest, and a wrong address is told soon. */
    private static final RetryOptions PATIENT = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(2))
            .setMaximumAttempts(6)
            .build();

    private ModelStubs() {}

    static ModelActivities models() {
        return Workflow.newActivityStub(
                ModelActivities.class, options().setRetryOptions(PATIENT).build());
    }

    static RemovalActivities removals() {
        return Workflow.newActivityStub(
                RemovalActivities.class, options().setRetryOptions(PATIENT).build());
    }

    /** Records as an undo: tries until the database is back. */
    static void record(ModelRecord record) {
        Workflow.newActivityStub(
                        ModelActivities.class,
                        options().setRetryOptions(RunSteps.UNDO_RETRY).build())
                .record(record);
    }

    private static ActivityOptions.Builder options() {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL)
                .setStartToCloseTimeout(Duration.ofSeconds(90))
                .setHeartbeatTimeout(Duration.ofSeconds(10))
                // What a cancelled call still writes must not come after what takes it back.
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    }
}
