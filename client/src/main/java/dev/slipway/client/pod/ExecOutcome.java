package dev.slipway.client.pod;

import org.jspecify.annotations.Nullable;

/**
 * How a command on a pod ended.
 *
 * @param exitCode null when the server told none: the command was killed by a signal
 * @param stdout standard output, at most 1 MiB
 * @param stderr standard error, at most 1 MiB
 * @param truncated whether a limit cut something
 */
public record ExecOutcome(@Nullable Integer exitCode, String stdout, String stderr, boolean truncated) {}
