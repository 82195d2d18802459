/** Typed settings, secrets, the Temporal client factory and the model catalogue (data). */
@NullMarked
package dev.slipway.config;

import org.jspecify.annotations.NullMarked;
