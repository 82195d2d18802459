/** Models on the wire. */
@NullMarked
package dev.slipway.client.model;

import org.jspecify.annotations.NullMarked;
