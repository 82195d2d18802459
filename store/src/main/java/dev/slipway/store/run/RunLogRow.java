package dev.slipway.store.run;

import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A piece of a run log, keyed by job and offset so that what arrives twice is stored once.
 *
 * @param event number of the event that points to it
 */
@MappedEntity("run_log")
public record RunLogRow(@EmbeddedId RunLogKey id, long event, String text) {}
