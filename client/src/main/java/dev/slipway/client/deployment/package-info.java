/** Deployments on the wire: what to start, how it would run, how it runs. */
@NullMarked
package dev.slipway.client.deployment;

import org.jspecify.annotations.NullMarked;
