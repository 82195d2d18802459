/** A real OpenSSH server on loopback, with several homes. */
@NullMarked
package dev.slipway.testpods.openssh;

import org.jspecify.annotations.NullMarked;
