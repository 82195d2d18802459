package dev.slipway.workflows.deployment;

/**
 * Answer to a command, given before it is carried out.
 *
 * @param runId the run that carries it out: the command's own, or the one that already does the same
 * @param joined whether it is an earlier command's run, so that the command's own run row is not needed
 */
public record CommandAccepted(String runId, boolean joined) {}
