package dev.slipway.store.pod;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of a runtime of a pod. */
@Embeddable
public record RuntimeKey(
        @MappedProperty("pod") String pod,
        @MappedProperty("name") String name) {}
