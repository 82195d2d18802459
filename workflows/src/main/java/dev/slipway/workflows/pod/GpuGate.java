package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;

/** Whether GPUs can be worked with. */
public final class GpuGate {
    private GpuGate() {}

    /**
     * Lets GPUs pass that answer.
     *
     * @throws io.temporal.failure.ApplicationFailure with the code of what is wrong with them
     */
    public static void pass(GpuFacts gpus) {
        switch (gpus.state()) {
            case PRESENT -> {}
            case NONE -> throw Failures.of(FailureCode.GPU_MISSING, because("This pod has no NVIDIA GPU", gpus));
            case DRIVER_MISSING ->
                throw Failures.of(FailureCode.GPU_DRIVER_MISSING, because("No NVIDIA driver answers", gpus));
            case DRIVER_MISMATCH ->
                throw Failures.of(FailureCode.GPU_DRIVER_MISMATCH, because("The NVIDIA driver is half updated", gpus));
            case LOST -> throw Failures.of(FailureCode.GPU_LOST, because("A GPU is lost", gpus));
            case TIMEOUT ->
                throw Failures.of(FailureCode.GPU_QUERY_TIMEOUT, because("nvidia-smi does not answer", gpus));
            case FAILED -> throw Failures.of(FailureCode.GPU_QUERY_FAILED, because("nvidia-smi failed", gpus));
        }
    }

    private static String because(String sentence, GpuFacts gpus) {
        return gpus.message().isEmpty() ? sentence + "." : sentence + ": " + gpus.message();
    }
}
