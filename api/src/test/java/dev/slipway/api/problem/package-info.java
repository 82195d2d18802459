/** Tests. */
@NullMarked
package dev.slipway.api.problem;

import org.jspecify.annotations.NullMarked;
