/** The remote-machine port over sshj: connect, run, stream, upload, remote jobs, tunnels. */
@NullMarked
package dev.slipway.ssh;

import org.jspecify.annotations.NullMarked;
