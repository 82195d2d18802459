/** Inventory of pods, models, deployments, leases and run logs on H2 and PostgreSQL. */
@NullMarked
package dev.slipway.store;

import org.jspecify.annotations.NullMarked;
