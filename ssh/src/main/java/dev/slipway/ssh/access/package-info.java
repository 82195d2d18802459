/** How a pod is reached, as it is stored: the form that is sealed into the database and opened by worker and api. */
@NullMarked
package dev.slipway.ssh.access;

import org.jspecify.annotations.NullMarked;
