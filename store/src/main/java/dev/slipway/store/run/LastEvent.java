package dev.slipway.store.run;

import io.micronaut.core.annotation.Introspected;

/** Number of the last event of a run. */
@Introspected
public record LastEvent(String id, long lastEvent) {}
