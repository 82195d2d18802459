/** One call of the command: what it was told in common options, and what it reaches by them. */
@NullMarked
package dev.slipway.cli.session;

import org.jspecify.annotations.NullMarked;
