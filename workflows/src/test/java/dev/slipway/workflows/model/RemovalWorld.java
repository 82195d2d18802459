package dev.slipway.workflows.model;

import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import dev.slipway.workflows.testing.FakeRunActivities;
import dev.slipway.workflows.testing.OneFault;
import dev.slipway.workflows.testing.TemporalBench;
import dev.slipway.workflows.testing.World;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The removal of a model, and a fake of the pod that it is removed from. */
public final class RemovalWorld implements World {
    final FakeRunActivities journal = new FakeRunActivities();
    final FakeRemovalPod pod = new FakeRemovalPod();
    private final TemporalBench bench;

    RemovalWorld() {
        this(OneFault.none());
    }

    public RemovalWorld(OneFault fault, WorkerInterceptor... more) {
        bench = new TemporalBench(
                List.of(RemoveModelWorkflowImpl.class),
                List.of(journal, pod),
                Stream.concat(Stream.of(fault), Stream.of(more)).toArray(WorkerInterceptor[]::new));
    }

    @Override
    public List<Step> steps() {
        return RemoveModelWorkflowImpl.STEPS;
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
        return begin("");
    }

    WorkflowStub begin(String revision) {
        WorkflowStub stub = bench.client()
                .newUntypedWorkflowStub(
                        "RemoveModelWorkflow",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(WorkflowIds.download("pod1", "org/model"))
                                .build());
        stub.start(new RemoveModelRequest("run1", "pod1", "org/model", revision));
        return stub;
    }

    @Override
    public Set<String> leftBehind() {
        return pod.place() == FakeRemovalPod.Place.ASIDE ? Set.of("a model that is set aside") : Set.of();
    }

    @Override
    public Object achieved() {
        return pod.place() + " " + Set.copyOf(pod.forgotten());
    }

    @Override
    public void close() {
        bench.close();
    }
}
