/** Columns that hold JSON text. */
@NullMarked
package dev.slipway.store.json;

import org.jspecify.annotations.NullMarked;
