package dev.slipway.store.run;

import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/** A numbered event of a run. */
@MappedEntity("run_event")
public record RunEventRow(@EmbeddedId RunEventKey id, String eventKey, String type, long at, String payload) {}
