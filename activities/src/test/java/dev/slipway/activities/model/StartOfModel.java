package dev.slipway.activities.model;

import dev.slipway.workflows.deployment.ModelRequest;
import dev.slipway.workflows.deployment.ModelStep;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Of a start only what concerns its model. */
@WorkflowInterface
public interface StartOfModel {
    @WorkflowMethod
    DownloadResult start(ModelRequest request);

    /** The one activity, with the options that a start gives it. */
    final class Impl implements StartOfModel {
        @Override
        public DownloadResult start(ModelRequest request) {
            return Workflow.newActivityStub(
                            ModelStep.class,
                            ActivityOptions.newBuilder()
                                    .setTaskQueue(TaskQueues.FOLLOW)
                                    .setStartToCloseTimeout(Duration.ofHours(1))
                                    .setHeartbeatTimeout(Duration.ofSeconds(10))
                                    .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                                    .build())
                    .ensure(request);
        }
    }
}
