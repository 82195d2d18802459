package dev.slipway.store.pod;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of a GPU of a pod. */
@Embeddable
public record GpuKey(
        @MappedProperty("pod") String pod,
        @MappedProperty("uuid") String uuid) {}
