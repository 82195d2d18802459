/** Bearer tokens, hashed. */
@NullMarked
package dev.slipway.store.token;

import org.jspecify.annotations.NullMarked;
