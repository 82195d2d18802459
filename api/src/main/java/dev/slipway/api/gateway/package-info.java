/** The OpenAI-compatible gateway: forwards bytes to the right server through an SSH tunnel, and never holds a response back. */
@NullMarked
package dev.slipway.api.gateway;

import org.jspecify.annotations.NullMarked;
