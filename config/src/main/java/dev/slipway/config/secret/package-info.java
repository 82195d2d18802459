/** Secrets: encryption at rest, and lookup of those that the process was given. */
@NullMarked
package dev.slipway.config.secret;

import org.jspecify.annotations.NullMarked;
