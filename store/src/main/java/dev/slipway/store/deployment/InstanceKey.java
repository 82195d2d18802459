package dev.slipway.store.deployment;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of an instance. */
@Embeddable
public record InstanceKey(
        @MappedProperty("deployment") String deployment,
        @MappedProperty("number") int number) {}
