/** The run from which the ahead-of-time cache of the command is made. */
@NullMarked
package dev.slipway.cli.training;

import org.jspecify.annotations.NullMarked;
