package dev.slipway.testpods.real;

import dev.slipway.testpods.openssh.HomeSpec;
import org.jspecify.annotations.Nullable;

/**
 * A real pod to start.
 *
 * @param home its name, key, shell and own environment
 * @param gpus profile of the fake {@code nvidia-smi} (see {@code gpu/nvidia-smi}), or null for a pod without one
 */
public record PodSpec(HomeSpec home, @Nullable String gpus) {
    /** A pod without GPUs, on which vLLM for CPU runs. */
    public static PodSpec cpu(String name) {
        return new PodSpec(HomeSpec.named(name), null);
    }

    /** A pod whose {@code nvidia-smi} answers with a profile, for example {@code h100x8}, or a JSON object. */
    public static PodSpec gpus(String name, String profile) {
        return new PodSpec(HomeSpec.named(name), profile);
    }

    /** The same with one more variable in the environment of every command. */
    public PodSpec variable(String variable, String value) {
        return new PodSpec(home.variable(variable, value), gpus);
    }
}
