/** Pods on the wire: how they are registered, what is known of them, and the short commands to one. */
@NullMarked
package dev.slipway.client.pod;

import org.jspecify.annotations.NullMarked;
