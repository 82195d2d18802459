package dev.slipway.store.model;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of a model on a pod. */
@Embeddable
public record ModelKey(
        @MappedProperty("pod") String pod,
        @MappedProperty("repository") String repository,
        @MappedProperty("revision") String revision) {}
