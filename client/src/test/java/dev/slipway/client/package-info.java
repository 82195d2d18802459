/** Tests of the client against a small HTTP server. */
@NullMarked
package dev.slipway.client;

import org.jspecify.annotations.NullMarked;
