package dev.slipway.store.deployment;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of a port lease. */
@Embeddable
public record PortLeaseKey(
        @MappedProperty("fingerprint") String fingerprint,
        @MappedProperty("port") int port) {}
