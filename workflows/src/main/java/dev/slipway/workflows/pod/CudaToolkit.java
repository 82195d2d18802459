package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import java.util.Locale;

/** When to install the CUDA toolkit. The wheels bring the CUDA libraries; only kernels compiled on the pod need more. */
public enum CudaToolkit {
    /** Where kernels are compiled at first use (Hopper and later), it is missing, and root is at hand. */
    AUTO,
    NEVER,
    /** Wherever it is missing. */
    ALWAYS;

    /** By the word that users write. */
    static CudaToolkit of(String text) {
        for (CudaToolkit each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw Failures.of(
                FailureCode.INVALID_REQUEST, "The CUDA toolkit is auto, never or always, and not " + text + ".");
    }
}
