/** Tests. */
@NullMarked
package dev.slipway.cli.screen;

import org.jspecify.annotations.NullMarked;
