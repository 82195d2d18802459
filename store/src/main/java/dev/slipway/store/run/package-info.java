/** Runs: rows, numbered events, logs. */
@NullMarked
package dev.slipway.store.run;

import org.jspecify.annotations.NullMarked;
