package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;

/**
 * A validator's refusal. The SDK loses the type of a Temporal failure that a validator throws, but not that of the cause of
 * any other exception; whoever reads failures looks through causes.
 */
final class CommandRefused extends RuntimeException {
    CommandRefused(Failure failure) {
        super(failure.message(), Failures.of(failure.code(), failure.message()));
    }
}
