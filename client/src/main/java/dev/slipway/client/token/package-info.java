/** Bearer tokens on the wire. */
@NullMarked
package dev.slipway.client.token;

import org.jspecify.annotations.NullMarked;
