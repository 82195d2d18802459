package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;

/** What must hold before a set-up changes anything. */
final class Gate {
    private static final long LEAST_FOR_MODELS_MIB = 1024;

    private Gate() {}

    static void check(RuntimeSpec runtime, PodAccess pod, PodFacts facts, boolean runtimeWorks) {
        if (runtime.gpu()) {
            GpuGate.pass(facts.gpus());
        }
        if (!pod.mountCommand().isBlank() && pod.mountPoint().isEmpty()) {
            throw Failures.of(
                    FailureCode.INVALID_REQUEST,
                    "The mount command names no absolute mount point: end it with one, or give --models-path.");
        }
        models(pod, facts);
        if (!runtimeWorks) {
            disk(runtime, facts);
            unused(facts);
        }
    }

    private static void models(PodAccess pod, PodFacts facts) {
        boolean mountComes = !pod.mountCommand().isBlank() && !facts.storage().mounted();
        if (mountComes) {
            return; // what is below the mount point now says nothing
        }
        if (facts.storage().modelsPath() == StorageFacts.ModelsPath.UNWRITABLE) {
            throw Failures.of(
                    FailureCode.MODELS_PATH_UNUSABLE,
                    "The models path " + pod.effectiveModelsPath() + " is not a folder that "
                            + facts.machine().user() + " may write.");
        }
        Long free = facts.machine().freeMiB().get("models");
        if (free != null && free < LEAST_FOR_MODELS_MIB) {
            throw Failures.of(
                    FailureCode.DISK_FULL,
                    "The models path " + pod.effectiveModelsPath() + " has only " + free + " MiB free.");
        }
    }

    private static void disk(RuntimeSpec runtime, PodFacts facts) {
        Long free = facts.machine().freeMiB().get("root");
        if (free != null && free < runtime.diskMiB()) {
            throw Failures.of(
                    FailureCode.DISK_FULL,
                    "The runtime " + runtime.name() + " needs " + runtime.diskMiB() + " MiB in " + facts.root()
                            + ", and " + free + " MiB are free.");
        }
    }

    private static void unused(PodFacts facts) {
        RuntimeCheck broken = facts.runtime();
        if (broken != null && !broken.processes().isEmpty()) {
            throw Failures.of(
                    FailureCode.RUNTIME_IN_USE,
                    "The runtime " + broken.name() + " does not import any more, and processes still run from it: "
                            + broken.processes() + ".");
        }
    }
}
