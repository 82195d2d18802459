/** Tests. */
@NullMarked
package dev.slipway.api.access;

import org.jspecify.annotations.NullMarked;
