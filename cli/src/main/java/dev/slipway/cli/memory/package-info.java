/** What the command remembers by itself: the active pod of each server. */
@NullMarked
package dev.slipway.cli.memory;

import org.jspecify.annotations.NullMarked;
