package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a runtime that imports can serve on this pod. Pure. */
final class RuntimeVerdict {
    private static final String CUDA = "cuda";

    private RuntimeVerdict() {}

    /**
     * The runtime, when it works here.
     *
     * @throws ApplicationFailure {@code RUNTIME_IMPORT_FAILED}, {@code DRIVER_TOO_OLD} or {@code GPU_COUNT_MISMATCH}
     */
    static RuntimeCheck of(RuntimeSpec wanted, PodFacts facts) {
        RuntimeCheck runtime = facts.runtime();
        if (runtime == null || !runtime.works()) {
            throw importFailed(wanted, runtime);
        }
        if (runtime.platform().equals(CUDA)) {
            driver(runtime, facts.gpus());
            count(runtime, facts.gpus());
        } else if (wanted.gpu()) {
            throw blind(wanted, runtime, facts.gpus());
        }
        return runtime;
    }

    /** It imports all the same, and would serve on the CPU. */
    private static ApplicationFailure blind(RuntimeSpec wanted, RuntimeCheck runtime, GpuFacts gpus) {
        String platform = runtime.platform().isEmpty() ? "names no platform" : "would run on " + runtime.platform();
        return Failures.of(
                FailureCode.GPU_COUNT_MISMATCH,
                "The runtime " + wanted.name() + " sees no GPU and " + platform + ", and nvidia-smi shows "
                        + gpus.gpus().size() + ".");
    }

    private static ApplicationFailure importFailed(RuntimeSpec wanted, @Nullable RuntimeCheck runtime) {
        if (runtime == null) {
            return Failures.of(
                    FailureCode.RUNTIME_INSTALL_FAILED,
                    "The runtime " + wanted.name() + " is not there after its build.");
        }
        String cause = runtime.exitCode() == 124
                ? "it took longer than five minutes"
                : lastLine(runtime).orElse("exit code " + runtime.exitCode());
        return Failures.of(
                FailureCode.RUNTIME_IMPORT_FAILED,
                "vLLM of the runtime " + wanted.name() + " cannot be imported: " + cause);
    }

    private static Optional<String> lastLine(RuntimeCheck runtime) {
        return runtime.log().reversed().stream().filter(line -> !line.isBlank()).findFirst();
    }

    private static void driver(RuntimeCheck runtime, GpuFacts gpus) {
        Version.parse(runtime.cuda()).ifPresent(built -> Version.parse(gpus.cuda())
                .filter(supported -> !supported.reaches(built.major(), 0))
                .ifPresent(supported -> {
                    throw Failures.of(
                            FailureCode.DRIVER_TOO_OLD,
                            "The runtime was built for CUDA " + built + ", and driver " + gpus.driver()
                                    + " supports CUDA " + supported + ".");
                }));
    }

    private static void count(RuntimeCheck runtime, GpuFacts gpus) {
        boolean sliced = gpus.gpus().stream().anyMatch(gpu -> gpu.uuid().startsWith("MIG-"));
        // CUDA shows one slice at a time, however many there are.
        int expected = sliced ? 1 : gpus.gpus().size();
        if (runtime.gpus() != expected) {
            throw Failures.of(
                    FailureCode.GPU_COUNT_MISMATCH,
                    "The runtime sees " + runtime.gpus() + " GPUs, and nvidia-smi " + expected + ".");
        }
    }
}
