/** Deployments, their instances, and the leases that these hold. */
@NullMarked
package dev.slipway.store.deployment;

import org.jspecify.annotations.NullMarked;
