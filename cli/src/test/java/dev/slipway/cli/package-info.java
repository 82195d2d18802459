/** The command against a server that answers what a test tells it to. */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
