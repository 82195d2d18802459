/** HTTP API, event streams and the OpenAI-compatible gateway. */
@NullMarked
package dev.slipway.api;

import org.jspecify.annotations.NullMarked;
