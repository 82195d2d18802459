/** From the name of a pod to its machine: address, keys, root, environment, and what failures on the way mean. */
@NullMarked
package dev.slipway.activities.connection;

import org.jspecify.annotations.NullMarked;
