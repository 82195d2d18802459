/** Remote commands: running one, streaming its output, talking to it, uploading a file through one. */
@NullMarked
package dev.slipway.ssh.command;

import org.jspecify.annotations.NullMarked;
