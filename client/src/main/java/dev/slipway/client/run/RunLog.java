package dev.slipway.client.run;

/**
 * A piece of a run's log.
 *
 * @param job job on the pod that wrote it
 * @param offset of its first byte in that job's log
 * @param text whole lines as far as the job wrote whole lines, terminal escapes stripped
 */
public record RunLog(String job, long offset, String text) {}
