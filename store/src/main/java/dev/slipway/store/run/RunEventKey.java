package dev.slipway.store.run;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of an event. */
@Embeddable
public record RunEventKey(
        @MappedProperty("run_id") String runId,
        @MappedProperty("number") long number) {}
