/** Tests. */
@NullMarked
package dev.slipway.api.run;

import org.jspecify.annotations.NullMarked;
