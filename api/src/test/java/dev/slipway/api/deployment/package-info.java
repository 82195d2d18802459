/** Tests. */
@NullMarked
package dev.slipway.api.deployment;

import org.jspecify.annotations.NullMarked;
