package dev.slipway.workflows.deployment;

import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.Step;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * Close the route, drain, end the processes, see the GPU memory come back, release. What it began it finishes: when a step
 * fails, its undo is the rest of the stop, tried until the pod is back; until then the leases stay held.
 */
public final class StopServerWorkflowImpl implements StopServerWorkflow {
    static final List<Step> STEPS = List.of(
            Step.waiting("close", "Close the gateway's route"),
            Step.waiting("drain", "Let requests in flight finish"),
            Step.waiting("end", "End every process"),
            Step.waiting("memory", "See the GPU memory come back"),
            Step.waiting("release", "Release GPUs and port"));

    private final DeploymentRecords records = DeploymentStubs.records();
    private final StopRequest request;
    private final RunSteps steps;

    @WorkflowInit
    public StopServerWorkflowImpl(StopRequest request) {
        this.request = request;
        this.steps = new RunSteps(request.state().runId(), STEPS);
    }

    @Override
    public void stop(StopRequest same) {
        if (request.wholeRun()) {
            steps.execute(this::carriedOut);
            return;
        }
        steps.executePart(this::carriedOut);
    }

    @Override
    public RunProgress progress() {
        return steps.progress();
    }

    private boolean carriedOut() {
        ServerSpec spec = request.state().spec();
        if (spec == null || !request.running()) {
            close();
            steps.run("release", () -> records.released(request.after()));
            return true;
        }
        var instance = new InstanceRef(
                request.state().runId(),
                spec.pod(),
                request.state().name(),
                request.state().instance());
        steps.undo("what is left of the server", () -> finish(instance));
        close();
        drain(instance);
        steps.run("end", () -> DeploymentStubs.terminate().terminate(instance));
        steps.run("memory", () -> awaitMemory(instance));
        steps.run("release", () -> records.released(request.after()));
        return true;
    }

    private void close() {
        steps.run("close", () -> records.record(request.state()));
    }

    private void drain(InstanceRef instance) {
        if (request.drainSeconds() <= 0) {
            steps.skip("drain", "No time is given for it");
            return;
        }
        steps.run("drain", () -> {
            int left = DeploymentStubs.drain(request.drainSeconds()).drain(instance, request.drainSeconds());
            steps.detail(left == 0 ? "None is left" : left + " did not finish in time");
        });
    }

    private void awaitMemory(InstanceRef instance) {
        String held = DeploymentStubs.awaitMemory().awaitMemory(instance);
        steps.detail(held.isEmpty() ? "It is back" : held);
    }

    private void finish(InstanceRef instance) {
        DeploymentStubs.terminateAtLast().terminate(instance);
        records.released(request.after());
    }
}
