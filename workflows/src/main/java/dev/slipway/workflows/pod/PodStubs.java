package dev.slipway.workflows.pod;

import dev.slipway.workflows.run.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Stubs of the activities of this package, with their timeouts and retries. */
final class PodStubs {
    /** What a cancelled call still writes must not come after the mark that the set-up failed. */
    private static final ActivityCancellationType LAST_WORD = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

    private PodStubs() {}

    /** The first contact: a refused connection or an unknown host shall be told soon. */
    static PodActivities firstContact() {
        return Workflow.newActivityStub(
                PodActivities.class,
                options(Duration.ofMinutes(2), RetryOptions.newBuilder().setMaximumAttempts(3)));
    }

    /** Once a pod was reached, it may be away for a while. */
    static PodActivities remote() {
        return Workflow.newActivityStub(
                PodActivities.class,
                options(Duration.ofMinutes(10), RetryOptions.newBuilder().setMaximumAttempts(10)));
    }

    /** The inventory only: tried until the database is back. */
    static PodActivities inventory() {
        return Workflow.newActivityStub(
                PodActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setStartToCloseTimeout(Duration.ofSeconds(30))
                        .setCancellationType(LAST_WORD)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setMaximumInterval(Duration.ofSeconds(30))
                                .build())
                        .build());
    }

    private static ActivityOptions options(Duration startToClose, RetryOptions.Builder retries) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL)
                .setStartToCloseTimeout(startToClose)
                .setHeartbeatTimeout(Duration.ofSeconds(10))
                .setCancellationType(LAST_WORD)
                .setRetryOptions(retries.setInitialInterval(Duration.ofSeconds(1))
                        .setMaximumInterval(Duration.ofSeconds(10))
                        .build())
                .build();
    }
}
