/** Contracts of the journal of runs and of its retention. */
@NullMarked
package dev.slipway.store.run;

import org.jspecify.annotations.NullMarked;
