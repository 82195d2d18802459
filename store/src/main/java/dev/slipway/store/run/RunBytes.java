package dev.slipway.store.run;

/** Payload of a progress event: bytes, and bytes a second. */
public record RunBytes(long done, long total, long perSecond) {}
