package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import java.util.List;
import java.util.Optional;

/** Whether the CUDA toolkit is installed, and which: that of the driver's CUDA version. */
final class ToolkitNeeds {
    /** From Hopper on, DeepGEMM and FlashInfer compile kernels at their first use. */
    private static final int FIRST_COMPILING_CAPABILITY = 9;

    private final SetUpWish wish;
    private final PodFacts facts;
    private final List<String> notes;

    ToolkitNeeds(SetUpWish wish, PodFacts facts, List<String> notes) {
        this.wish = wish;
        this.facts = facts;
        this.notes = notes;
    }

    Decision step() {
        if (!wish.runtime().gpu() || facts.gpus().state() != GpuState.PRESENT) {
            return Decision.skip("The runtime needs none.");
        }
        if (facts.machine().has("nvcc")) {
            return Decision.skip("It is there.");
        }
        return switch (wish.toolkit()) {
            case NEVER -> Decision.skip("It is not wanted.");
            case ALWAYS -> Decision.take(install().orElseThrow(this::impossible));
            case AUTO -> automatic();
        };
    }

    private Decision automatic() {
        if (facts.gpus().gpus().stream().noneMatch(ToolkitNeeds::compiles)) {
            return Decision.skip("These GPUs need no kernels compiled on the pod.");
        }
        Optional<SetUpStep> step = install();
        if (step.isEmpty() || !facts.machine().mayBecomeRoot()) {
            notes.add(
                    "The CUDA toolkit is missing: kernels that are compiled on the pod (DeepGEMM, FlashInfer) will not"
                            + " work. An administrator can install it.");
            return Decision.skip("It cannot be installed here by Slipway.");
        }
        return Decision.take(step.get());
    }

    private static boolean compiles(Gpu gpu) {
        return Version.parse(gpu.computeCapability())
                .map(capability -> capability.reaches(FIRST_COMPILING_CAPABILITY, 0))
                .orElse(false);
    }

    private Optional<SetUpStep> install() {
        String repository = repository();
        return Version.parse(facts.gpus().cuda())
                .filter(cuda -> !repository.isEmpty())
                .map(cuda -> new SetUpStep(
                        SetUpPlan.TOOLKIT,
                        "nvcc is missing, and the driver supports CUDA " + cuda,
                        true,
                        SetUpScripts.TOOLKIT,
                        List.of(
                                Integer.toString(cuda.major()),
                                Integer.toString(cuda.minor()),
                                repository,
                                facts.machine().architecture().equals("aarch64") ? "sbsa" : "x86_64"),
                        Deadlines.TOOLKIT));
    }

    /** NVIDIA's name of the system; empty where it has no repository that apt can use. */
    private String repository() {
        MachineFacts machine = facts.machine();
        String version = machine.osVersion();
        return switch (machine.osId()) {
            case "ubuntu" -> "ubuntu" + version.replace(".", "");
            case "debian" -> "debian" + version;
            default -> "";
        };
    }

    private RuntimeException impossible() {
        return Failures.of(
                FailureCode.CUDA_TOOLKIT_FAILED,
                "NVIDIA has no package repository for " + facts.machine().osName()
                        + " that Slipway can use, or the driver's CUDA version is unknown.");
    }
}
