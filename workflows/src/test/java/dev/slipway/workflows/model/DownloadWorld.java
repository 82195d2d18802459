package dev.slipway.workflows.model;

import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import dev.slipway.workflows.testing.FakeRunActivities;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;

/** A Temporal server that skips time, the download workflow, and a fake of the pod that it works on. */
final class DownloadWorld implements AutoCloseable {
    static final DownloadRequest REQUEST = new DownloadRequest("run1", "pod1", "org/model", "main", 60);

    final FakeRunActivities journal = new FakeRunActivities();
    final FakeModelPod pod = new FakeModelPod();
    final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();

    DownloadWorld() {
        var control = environment.newWorker(TaskQueues.CONTROL);
        control.registerWorkflowImplementationTypes(DownloadModelWorkflowImpl.class);
        control.registerActivitiesImplementations(journal, pod);
        environment.newWorker(TaskQueues.FOLLOW).registerActivitiesImplementations(pod);
        environment.start();
    }

    /** Starts the download and answers a handle of it. */
    WorkflowStub begin() {
        return begin(REQUEST);
    }

    WorkflowStub begin(DownloadRequest request) {
        DownloadModelWorkflow workflow = environment
                .getWorkflowClient()
                .newWorkflowStub(
                        DownloadModelWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(WorkflowIds.download("pod1", "org/model"))
                                .build());
        WorkflowClient.start(workflow::download, request);
        return WorkflowStub.fromTyped(workflow);
    }

    DownloadResult done() {
        return begin().getResult(DownloadResult.class);
    }

    @Override
    public void close() {
        environment.close();
    }
}
