/** Models cached on pods. */
@NullMarked
package dev.slipway.store.model;

import org.jspecify.annotations.NullMarked;
