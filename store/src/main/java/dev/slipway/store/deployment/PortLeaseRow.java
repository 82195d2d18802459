package dev.slipway.store.deployment;

import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/** A port of a machine, held by an instance. */
@MappedEntity("port_lease")
public record PortLeaseRow(
        @EmbeddedId PortLeaseKey id, String deployment, int instance, String runId, long createdAt) {}
