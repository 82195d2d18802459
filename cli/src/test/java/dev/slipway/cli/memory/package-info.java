/** Tests. */
@NullMarked
package dev.slipway.cli.memory;

import org.jspecify.annotations.NullMarked;
