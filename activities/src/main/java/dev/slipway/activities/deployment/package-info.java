/** Plans, launches, watches and ends the servers of deployments, and keeps what the store knows of them. */
@NullMarked
package dev.slipway.activities.deployment;

import org.jspecify.annotations.NullMarked;
