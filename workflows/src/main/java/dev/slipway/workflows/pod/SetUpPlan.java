package dev.slipway.workflows.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a set-up does on a pod, decided from its facts.
 *
 * @param runtime the runtime that shall be there
 * @param steps what is to be done, in order
 * @param skipped why the other steps are not needed, by their names
 * @param notes what the user should know, in sentences
 */
public record SetUpPlan(RuntimeSpec runtime, List<SetUpStep> steps, Map<String, String> skipped, List<String> notes) {
    public static final String PACKAGES = "system-packages";
    public static final String TOOLKIT = "cuda-toolkit";
    public static final String STORAGE = "storage";
    public static final String UV = "uv";
    public static final String RUNTIME = "runtime";

    /** Names of the steps that may change a pod, in their order. */
    public static final List<String> NAMES = List.of(PACKAGES, TOOLKIT, STORAGE, UV, RUNTIME);

    public SetUpPlan {
        steps = List.copyOf(steps);
        skipped = Map.copyOf(skipped);
        notes = List.copyOf(notes);
    }

    /** Whether the pod is ready as it is. */
    public boolean changesNothing() {
        return steps.isEmpty();
    }

    Optional<SetUpStep> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }
}
