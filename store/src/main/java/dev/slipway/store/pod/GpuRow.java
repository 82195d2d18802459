package dev.slipway.store.pod;

import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/** A GPU of a pod. */
@MappedEntity("gpu")
public record GpuRow(
        @EmbeddedId GpuKey id,
        int idx,
        String name,
        long memoryTotalMib,
        long memoryFreeMib,
        boolean unifiedMemory,
        String computeCapability) {}
