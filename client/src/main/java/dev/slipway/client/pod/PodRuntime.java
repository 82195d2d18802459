package dev.slipway.client.pod;

import java.time.Instant;

/**
 * A vLLM release installed on a pod, in its own environment.
 *
 * @param name folder below {@code <root>/runtimes}
 * @param request what was asked for
 * @param path folder of its environment on the pod
 * @param status where it is
 * @param vllm exact version
 * @param torch exact version
 * @param cuda CUDA version that torch was built for; empty for CPU
 * @param python exact version
 * @param gpuCount number of GPUs that it sees
 * @param updatedAt when it was last checked
 */
public record PodRuntime(
        String name,
        String request,
        String path,
        String status,
        String vllm,
        String torch,
        String cuda,
        String python,
        int gpuCount,
        Instant updatedAt) {}
