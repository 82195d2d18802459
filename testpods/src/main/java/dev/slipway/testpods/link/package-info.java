/** A network link that misbehaves on demand, in front of any server on loopback. */
@NullMarked
package dev.slipway.testpods.link;

import org.jspecify.annotations.NullMarked;
