/** Tunnels: a local port that leads to a port of the remote loopback, by forwarding or by a relay. */
@NullMarked
package dev.slipway.ssh.tunnel;

import org.jspecify.annotations.NullMarked;
