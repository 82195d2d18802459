/** Contract of leases. */
@NullMarked
package dev.slipway.store.deployment;

import org.jspecify.annotations.NullMarked;
