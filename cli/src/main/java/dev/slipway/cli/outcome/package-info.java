/** How a call ends: exit codes, and what the command itself refuses. */
@NullMarked
package dev.slipway.cli.outcome;

import org.jspecify.annotations.NullMarked;
