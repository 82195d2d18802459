package dev.slipway.client.pod;

import java.util.Objects;

/**
 * What a set-up shall reach. Fields that are left out take their defaults.
 *
 * @param runtime {@code release} (default), {@code nightly}, {@code gpt-oss}, {@code cpu}, or a vLLM version
 * @param torchBackend {@code auto} (default), {@code cpu}, {@code cuNNN} or {@code none}
 * @param cudaToolkit {@code auto} (default), {@code never} or {@code always}
 */
public record SetUpPod(String runtime, String torchBackend, String cudaToolkit) {
    public SetUpPod {
        runtime = Objects.requireNonNullElse(runtime, "release");
        torchBackend = Objects.requireNonNullElse(torchBackend, "auto");
        cudaToolkit = Objects.requireNonNullElse(cudaToolkit, "auto");
    }
}
