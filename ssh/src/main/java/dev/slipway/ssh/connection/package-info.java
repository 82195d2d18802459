/**
 * Connections: making one (through jumps, with keys and host keys), keeping it alive, counting its channels, and saying
 * what went wrong.
 *
 * <p>Nothing outside this module's packages uses these types, except {@link dev.slipway.ssh.connection.SshSettings}.
 */
@NullMarked
package dev.slipway.ssh.connection;

import org.jspecify.annotations.NullMarked;
