/** Known models on the wire. */
@NullMarked
package dev.slipway.client.catalogue;

import org.jspecify.annotations.NullMarked;
