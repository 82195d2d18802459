/** Tests. */
@NullMarked
package dev.slipway.api;

import org.jspecify.annotations.NullMarked;
