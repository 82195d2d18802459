/** Host keys: their text, their fingerprints, and which of them a connection may trust. */
@NullMarked
package dev.slipway.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
