package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.Step;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/** Plan, reserve, runtime, model, launch, wait until ready, record. Each undo stands beside its step. */
public final class StartServerWorkflowImpl implements StartServerWorkflow {
    static final List<Step> STEPS = List.of(
            Step.waiting("plan", "Plan GPUs, port and command"),
            Step.waiting("reserve", "Reserve them"),
            Step.waiting("runtime", "Check the runtime"),
            Step.waiting("model", "Have the model on the pod"),
            Step.waiting("launch", "Launch the server"),
            Step.waiting("ready", "Wait until it is ready"),
            Step.waiting("record", "Record it"));
    /** Others may take what was just planned; after so many times in sequence it is no bad luck any more. */
    private static final int PLANS = 10;

    private final DeploymentRecords records = DeploymentStubs.records();
    private final StartRequest request;
    private final ServerSpec spec;
    private final RunSteps steps;

    @WorkflowInit
    public StartServerWorkflowImpl(StartRequest request) {
        this.request = request;
        this.spec = request.spec();
        this.steps = new RunSteps(request.state().runId(), STEPS);
    }

    @Override
    public void start(StartRequest same) {
        steps.whenFailed(this::recordEnd);
        steps.execute(this::carriedOut);
    }

    @Override
    public RunProgress progress() {
        return steps.progress();
    }

    private boolean carriedOut() {
        ServerPlan planned = steps.run("plan", this::plan);
        steps.undo("the reservation", this::release);
        ServerPlan granted = steps.run("reserve", () -> reserve(planned));
        steps.run("runtime", () -> checkRuntime(granted));
        DownloadResult model = steps.run("model", () -> model(granted));
        ServerPlan plan = granted.atCommit(model.commit());
        steps.undo("the processes of the server", () -> DeploymentStubs.terminateAtLast()
                .terminate(request.instance()));
        steps.run("launch", () -> launch(plan, model));
        steps.run("ready", () -> awaitReady(plan, model));
        steps.run("record", () -> records.ready(request.state().ready()));
        return true;
    }

    private ServerPlan plan() {
        ServerPlan plan = DeploymentStubs.plans().plan(spec);
        plan.notes().forEach(steps::note);
        steps.detail(PlanText.oneLine(plan));
        return plan;
    }

    /** Somebody else may have been faster since the plan was made: then there is a new plan. */
    private ServerPlan reserve(ServerPlan planned) {
        ServerPlan plan = planned;
        for (int attempt = 1; ; attempt++) {
            Reserved reserved = records.reserve(reservation(plan));
            Failure refused = reserved.refused();
            if (refused == null) {
                ServerPlan granted = plan.atPort(reserved.port());
                steps.detail(PlanText.oneLine(granted));
                return granted;
            }
            if (attempt == PLANS) {
                throw Failures.of(refused.code(), refused.message());
            }
            steps.note(refused.message() + " Planned again.");
            plan = DeploymentStubs.plans().plan(spec);
        }
    }

    private ReserveRequest reservation(ServerPlan plan) {
        return new ReserveRequest(
                request.state().runId(),
                request.state().name(),
                spec.pod(),
                request.state().instance(),
                request.jobId(),
                plan);
    }

    private void checkRuntime(ServerPlan plan) {
        String version = DeploymentStubs.control("check the runtime").checkRuntime(spec.pod(), plan);
        steps.detail("vLLM " + version + " (" + plan.runtime() + ")");
    }

    private DownloadResult model(ServerPlan plan) {
        DownloadResult model = DeploymentStubs.model()
                .ensure(new ModelRequest(request.state().runId(), spec.pod(), spec.model(), plan.revision()));
        steps.detail(spec.model() + " at " + model.commit());
        return model;
    }

    private void launch(ServerPlan plan, DownloadResult model) {
        DeploymentStubs.control("launch")
                .launch(new LaunchRequest(
                        request.state().runId(),
                        spec.pod(),
                        request.state().name(),
                        request.jobId(),
                        plan,
                        model.snapshotPath()));
        steps.detail("Job " + request.jobId() + " on port " + plan.port());
    }

    private void awaitReady(ServerPlan plan, DownloadResult model) {
        var deadline = ReadyDeadline.of(spec.readyTimeoutSeconds(), model.sizeBytes(), !plan.onGpu());
        ReadyResult ready = DeploymentStubs.awaitReady(deadline)
                .awaitReady(new ReadyRequest(
                        request.state().runId(),
                        spec.pod(),
                        request.state().name(),
                        request.jobId(),
                        plan.port(),
                        plan.servedNames().getFirst(),
                        plan.kind(),
                        plan.runtimePath(),
                        deadline));
        steps.detail("Healthy after " + ready.startMillis() / 1000 + " s; " + ready.probe() + " answered in "
                + ready.probeMillis() + " ms");
    }

    private void release() {
        records.release(request.state().name(), request.state().instance());
    }

    private void recordEnd(Failure why) {
        records.record(
                why.code() == FailureCode.CANCELLED
                        ? request.state().startCancelled()
                        : request.state().startFailed(why));
    }
}
