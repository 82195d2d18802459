/** The whole product, from its archive, as processes, on real parts. */
@NullMarked
package dev.slipway.e2e;

import org.jspecify.annotations.NullMarked;
