/** Which server the command talks to, and as whom. */
@NullMarked
package dev.slipway.cli.connection;

import org.jspecify.annotations.NullMarked;
