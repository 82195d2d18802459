package dev.slipway.store.pod;

import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/** A vLLM release installed on a pod. */
@MappedEntity("runtime")
public record RuntimeRow(
        @EmbeddedId RuntimeKey id,
        String request,
        String path,
        String status,
        String vllm,
        String torch,
        String cuda,
        String python,
        int gpuCount,
        String runId,
        long updatedAt) {}
