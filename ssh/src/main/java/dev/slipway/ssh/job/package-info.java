/**
 * Remote jobs: detached processes on a pod that outlive the connection, the worker and this version of Slipway.
 *
 * <p>The guarantee: at most one execution per job id; the outcome is an exit code or {@code lost}.
 */
@NullMarked
package dev.slipway.ssh.job;

import org.jspecify.annotations.NullMarked;
