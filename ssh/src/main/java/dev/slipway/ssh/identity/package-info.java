/** Private keys: reading them in every form that people have, and saying clearly which cannot be used. */
@NullMarked
package dev.slipway.ssh.identity;

import org.jspecify.annotations.NullMarked;
