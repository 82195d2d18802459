/** Runs on the wire: one long operation with its steps, progress, log and numbered events. */
@NullMarked
package dev.slipway.client.run;

import org.jspecify.annotations.NullMarked;
