/** Contracts, pure state machines and planners, workflow implementations, the failure vocabulary. */
@NullMarked
package dev.slipway.workflows;

import org.jspecify.annotations.NullMarked;
