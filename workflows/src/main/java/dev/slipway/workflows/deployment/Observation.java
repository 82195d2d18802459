package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who looked at the pod found.
 *
 * @param instance number of the instance that was looked at; another one makes it void
 * @param status {@code READY}, {@code UNHEALTHY} or {@code DEAD}
 * @param reason why, or null
 */
public record Observation(
        int instance, DeploymentStatus status, @Nullable Failure reason) {}
