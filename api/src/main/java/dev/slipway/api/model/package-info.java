/** Models on pods. */
@NullMarked
package dev.slipway.api.model;

import org.jspecify.annotations.NullMarked;
