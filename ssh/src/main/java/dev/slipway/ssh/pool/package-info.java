/** {@link dev.slipway.ssh.RemoteHosts} over sshj: where everything comes together. */
@NullMarked
package dev.slipway.ssh.pool;

import org.jspecify.annotations.NullMarked;
