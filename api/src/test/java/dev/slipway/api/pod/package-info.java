/** Tests. */
@NullMarked
package dev.slipway.api.pod;

import org.jspecify.annotations.NullMarked;
