package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.DeploymentWorld.NAME;

import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.WorkflowIds;
import dev.slipway.workflows.testing.FakeRunActivities;
import dev.slipway.workflows.testing.OneFault;
import dev.slipway.workflows.testing.TemporalBench;
import dev.slipway.workflows.testing.World;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The stop of an instance that is ready. What it began it finishes, so that nothing stays behind however it ends. */
public final class StopWorld implements World {
    private static final DeploymentState READY = DeploymentState.initial(NAME)
            .starting(DeploymentWorld.spec(), "run-1")
            .ready();
    private static final DeploymentState STOPPING = READY.stopping("run-2");

    private final DeploymentWorld world;

    public StopWorld(OneFault fault, WorkerInterceptor... more) {
        world = new DeploymentWorld(
                Stream.concat(Stream.of(fault), Stream.of(more)).toArray(WorkerInterceptor[]::new));
        world.records.put(READY);
        world.records.take(NAME + "#1", 8001);
        world.pod.begin("run-1.serve.1");
    }

    @Override
    public List<Step> steps() {
        return StopServerWorkflowImpl.STEPS;
    }

    @Override
    public TemporalBench bench() {
        return world.bench;
    }

    @Override
    public FakeRunActivities journal() {
        return world.journal;
    }

    @Override
    public WorkflowStub begin() {
        return world.phase(
                "StopServerWorkflow",
                WorkflowIds.stopServer(NAME, 1, "run-2"),
                new StopRequest(STOPPING, STOPPING.stopped(null), true, 5, true));
    }

    @Override
    public Set<String> leftBehind() {
        Set<String> left = world.instances();
        DeploymentStatus status = world.records.deployment(NAME).status();
        if (status != DeploymentStatus.STOPPED) {
            left.add("status " + status);
        }
        return left;
    }

    @Override
    public Object achieved() {
        return world.instances() + " " + world.records.deployment(NAME);
    }

    @Override
    public void close() {
        world.close();
    }
}
