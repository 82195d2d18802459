package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a reservation.
 *
 * @param port the port that was granted; 0 when refused
 * @param refused why nothing was granted, or null
 */
public record Reserved(int port, @Nullable Failure refused) {}
