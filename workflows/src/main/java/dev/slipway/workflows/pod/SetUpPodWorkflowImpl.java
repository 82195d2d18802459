package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.Undo;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The runbook of a set-up. A pod that is ready is looked at once, and not changed. */
public final class SetUpPodWorkflowImpl implements SetUpPodWorkflow {
    private final SetUpRequest request;
    private final RunSteps steps;

    @WorkflowInit
    public SetUpPodWorkflowImpl(SetUpRequest request) {
        this.request = request;
        this.steps = new RunSteps(request.runId(), SetUpSteps.ALL);
    }

    @Override
    public SetUpResult setUp(SetUpRequest ignored) {
        steps.whenFailed(this::markFailed);
        return steps.execute(this::carryOut);
    }

    @Override
    public RunProgress progress() {
        return steps.progress();
    }

    private SetUpResult carryOut() {
        SetUpWish wish = SetUpWish.of(request);
        PodAccess pod = steps.run(SetUpSteps.CONNECT, () -> {
            PodAccess reached = PodStubs.firstContact().beginSetUp(request.pod());
            steps.detail(reached.display());
            return reached;
        });
        PodFacts before = steps.run(SetUpSteps.FACTS, () -> look(wish, pod));
        SetUpPlan plan = steps.run(SetUpSteps.PLAN, () -> plan(wish, pod, before));
        List<Undo> undos = change(plan, before);
        PodFacts after = steps.run(SetUpSteps.VERIFY, () -> verify(wish, pod, plan, before));
        undos.forEach(Undo::settle);
        steps.run(SetUpSteps.RECORD, () -> PodStubs.inventory()
                .recordSetUp(new SetUpRecord(
                        request.pod(), request.runId(), after, wish.text(request), pod.effectiveModelsPath())));
        return result(wish, plan, after);
    }

    private PodFacts look(SetUpWish wish, PodAccess pod) {
        PodFacts facts = PodStubs.remote()
                .gatherFacts(new FactsRequest(
                        request.pod(), wish.runtime().name(), pod.effectiveModelsPath(), pod.mountPoint()));
        steps.detail(FactsText.summary(facts));
        return facts;
    }

    private SetUpPlan plan(SetUpWish wish, PodAccess pod, PodFacts facts) {
        SetUpPlan plan = SetUpPlanner.plan(wish, pod, facts);
        if (plan.step(SetUpPlan.RUNTIME).isPresent() && facts.runtime() != null) {
            refuseInUse(wish.runtime().name());
        }
        plan.notes().forEach(steps::note);
        steps.detail(
                plan.changesNothing()
                        ? "The pod is ready as it is."
                        : "To do: " + plan.steps().stream().map(SetUpStep::name).collect(Collectors.joining(", ")));
        return plan;
    }

    private void refuseInUse(String runtime) {
        String users = PodStubs.inventory().runtimeUsers(request.pod(), runtime);
        if (!users.isEmpty()) {
            throw Failures.of(
                    FailureCode.RUNTIME_IN_USE,
                    "The runtime " + runtime + " must be built anew, and is used by " + users + ".");
        }
    }

    private List<Undo> change(SetUpPlan plan, PodFacts facts) {
        var jobs = new SetUpJobs(request, facts, steps);
        var undos = new ArrayList<Undo>();
        for (String name : SetUpPlan.NAMES) {
            plan.step(name)
                    .ifPresentOrElse(
                            step -> undos.add(steps.run(name, () -> jobs.run(step))),
                            () -> steps.skip(name, plan.skipped().getOrDefault(name, "")));
        }
        return undos;
    }

    private PodFacts verify(SetUpWish wish, PodAccess pod, SetUpPlan plan, PodFacts before) {
        PodFacts facts = plan.changesNothing() ? before : look(wish, pod);
        RuntimeCheck runtime = RuntimeVerdict.of(wish.runtime(), facts);
        steps.detail(FactsText.versions(runtime));
        return facts;
    }

    private SetUpResult result(SetUpWish wish, SetUpPlan plan, PodFacts facts) {
        RuntimeCheck runtime = RuntimeVerdict.of(wish.runtime(), facts);
        return new SetUpResult(request.runId(), !plan.changesNothing(), runtime.name(), runtime.vllm(), runtime.gpus());
    }

    private void markFailed(Failure failure) {
        PodStubs.inventory().recordFailure(request.pod(), failure.message());
    }
}
