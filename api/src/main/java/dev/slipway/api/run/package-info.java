/** Runs: starting long operations once, showing them, following their events. */
@NullMarked
package dev.slipway.api.run;

import org.jspecify.annotations.NullMarked;
