package dev.slipway.store.deployment;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of a GPU lease. */
@Embeddable
public record GpuLeaseKey(
        @MappedProperty("gpu_uuid") String gpuUuid,
        @MappedProperty("deployment") String deployment,
        @MappedProperty("instance") int instance) {}
