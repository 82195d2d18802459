package dev.slipway.store.deployment;

import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/** A share of a GPU, held by an instance. */
@MappedEntity("gpu_lease")
public record GpuLeaseRow(@EmbeddedId GpuLeaseKey id, int sharePermille, String runId, long createdAt) {}
