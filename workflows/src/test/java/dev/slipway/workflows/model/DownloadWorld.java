package dev.slipway.workflows.model;

import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import dev.slipway.workflows.testing.FakeJobs;
import dev.slipway.workflows.testing.FakeRunActivities;
import dev.slipway.workflows.testing.OneFault;
import dev.slipway.workflows.testing.TemporalBench;
import dev.slipway.workflows.testing.World;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The download workflow, and a fake of the pod that it works on. */
public final class DownloadWorld implements World {
    static final DownloadRequest REQUEST = new DownloadRequest("run1", "pod1", "org/model", "main", 60);

    final FakeRunActivities journal = new FakeRunActivities();
    final FakeModelPod pod;
    final TemporalBench bench;

    DownloadWorld() {
        this(OneFault.none());
    }

    public DownloadWorld(OneFault fault, WorkerInterceptor... more) {
        pod = new FakeModelPod(fault);
        bench = new TemporalBench(
                List.of(DownloadModelWorkflowImpl.class),
                List.of(journal, pod, pod.work),
                Stream.concat(Stream.of(fault), Stream.of(more)).toArray(WorkerInterceptor[]::new));
    }

    /** The model is there, every file verified. */
    public DownloadWorld verified() {
        pod.hub(Views::verified);
        return this;
    }

    /** The download comes to a halt once, and a file arrives with another hash. */
    public DownloadWorld onABadLine() {
        pod.next("download", FakeJobs.STALLED);
        pod.next("verify", FakeModelPod.CORRUPT);
        return this;
    }

    @Override
    public List<Step> steps() {
        return DownloadModelWorkflowImpl.STEPS;
    }

    @Override
    public TemporalBench bench() {
        return bench;
    }

    @Override
    public FakeRunActivities journal() {
        return journal;
    }

    @Override
    public WorkflowStub begin() {
        return begin(REQUEST);
    }

    WorkflowStub begin(DownloadRequest request) {
        DownloadModelWorkflow workflow = bench.client()
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
    public Set<String> leftBehind() {
        return pod.remains();
    }

    @Override
    public Object achieved() {
        return pod.jobs() + " " + Set.copyOf(pod.records());
    }

    @Override
    public void close() {
        bench.close();
    }
}
