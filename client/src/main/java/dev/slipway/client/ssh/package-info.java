/**
 * What people paste to name a machine, and what their own {@code ~/.ssh} says about it.
 *
 * <p>Resolved where the command runs: the server gets addresses and keys, never aliases or local file names. Uses nothing
 * but the JDK, opens no connection and runs no program.
 */
@NullMarked
package dev.slipway.client.ssh;

import org.jspecify.annotations.NullMarked;
