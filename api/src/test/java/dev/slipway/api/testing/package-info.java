/** Tests. */
@NullMarked
package dev.slipway.api.testing;

import org.jspecify.annotations.NullMarked;
