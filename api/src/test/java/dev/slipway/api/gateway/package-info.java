/** Tests. */
@NullMarked
package dev.slipway.api.gateway;

import org.jspecify.annotations.NullMarked;
