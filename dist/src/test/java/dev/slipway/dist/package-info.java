/** The launcher with stand-ins for the programs that it starts, and the archive as a user unpacks it. */
@NullMarked
package dev.slipway.dist;

import org.jspecify.annotations.NullMarked;
