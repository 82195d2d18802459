package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a set-up does, from what is wanted and what is there. Pure. Whatever cannot work is refused here, before
 * anything is changed.
 */
public final class SetUpPlanner {
    private final SetUpWish wish;
    private final PodAccess pod;
    private final PodFacts facts;
    private final List<SetUpStep> steps = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private SetUpPlanner(SetUpWish wish, PodAccess pod, PodFacts facts) {
        this.wish = wish;
        this.pod = pod;
        this.facts = facts;
    }

    /**
     * Plans.
     *
     * @throws io.temporal.failure.ApplicationFailure with the code of what stands in the way
     */
    public static SetUpPlan plan(SetUpWish wish, PodAccess pod, PodFacts facts) {
        return new SetUpPlanner(wish, pod, facts).plan();
    }

    private SetUpPlan plan() {
        Gate.check(wish.runtime(), pod, facts, runtimeWorks());
        notes.addAll(facts.gpus().notes());
        if (!pod.hubToken()) {
            notes.add("No HF_TOKEN is set: private and gated models cannot be downloaded.");
        }
        add(SetUpPlan.PACKAGES, new PackageNeeds(wish.runtime(), facts.machine(), notes).step(runtimeWorks()));
        add(SetUpPlan.TOOLKIT, new ToolkitNeeds(wish, facts, notes).step());
        add(SetUpPlan.STORAGE, storage());
        RuntimeBuild build = RuntimeBuild.of(wish.runtime(), facts);
        add(SetUpPlan.UV, runtimeWorks() ? Decision.skip("The runtime is there.") : build.uvStep());
        add(SetUpPlan.RUNTIME, runtimeWorks() ? Decision.skip("It is there.") : build.runtimeStep());
        return new SetUpPlan(wish.runtime(), steps, skipped, notes);
    }

    private boolean runtimeWorks() {
        return Optional.ofNullable(facts.runtime()).filter(RuntimeCheck::works).isPresent();
    }

    private Decision storage() {
        String models = pod.effectiveModelsPath();
        boolean mount = !pod.mountCommand().isBlank() && !facts.storage().mounted();
        boolean folder = !models.isEmpty() && facts.storage().modelsPath() != StorageFacts.ModelsPath.WRITABLE;
        if (!mount && !folder) {
            return Decision.skip(models.isEmpty() ? "Models stay where the Hub's client keeps them." : "It is there.");
        }
        return Decision.take(new SetUpStep(
                SetUpPlan.STORAGE,
                mount ? "nothing is mounted at " + pod.mountPoint() : models + " is not there",
                false,
                SetUpScripts.STORAGE,
                List.of(mount ? pod.mountCommand() : "", pod.mountPoint(), models),
                Deadlines.STORAGE));
    }

    private void add(String name, Decision decision) {
        SetUpStep step = decision.step();
        if (step == null) {
            skipped.put(name, decision.why());
            return;
        }
        if (step.needsRoot() && !facts.machine().mayBecomeRoot()) {
            throw Failures.of(
                    FailureCode.NEEDS_ROOT,
                    "The step " + name + " needs root (" + step.why() + "), and "
                            + facts.machine().user() + " is not root and may not use sudo.");
        }
        steps.add(step);
    }
}
