package dev.slipway.store.run;

/**
 * Payload of a log event.
 *
 * @param job id of the job
 * @param offset logical offset in the job's log, in bytes
 * @param text the text; empty when retention has removed it
 */
public record RunLogText(String job, long offset, String text) {}
