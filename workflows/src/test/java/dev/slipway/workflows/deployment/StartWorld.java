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

/** The start of a first instance, as the deployment's workflow begins it. */
public final class StartWorld implements World {
    private static final DeploymentState STARTING =
            DeploymentState.initial(NAME).starting(DeploymentWorld.spec(), "run-1");

    private final DeploymentWorld world;

    public StartWorld(OneFault fault, WorkerInterceptor... more) {
        world = new DeploymentWorld(
                Stream.concat(Stream.of(fault), Stream.of(more)).toArray(WorkerInterceptor[]::new));
        world.records.put(STARTING);
    }

    @Override
    public List<Step> steps() {
        return StartServerWorkflowImpl.STEPS;
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
        return world.phase("StartServerWorkflow", WorkflowIds.startServer(NAME, 1), new StartRequest(STARTING));
    }

    @Override
    public Set<String> leftBehind() {
        Set<String> left = world.instances();
        DeploymentStatus status = world.records.deployment(NAME).status();
        if (status != DeploymentStatus.FAILED && status != DeploymentStatus.STOPPED) {
            left.add("status " + status);
        }
        return left;
    }

    @Override
    public Object achieved() {
        return world.instances() + " " + world.pod.started() + " " + world.records.deployment(NAME);
    }

    @Override
    public void close() {
        world.close();
    }
}
