package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;

/** There is no plan for a specification on this pod, and why. */
public final class PlanRefused extends Exception {
    private final transient Failure failure;

    PlanRefused(FailureCode code, String message) {
        super(message);
        this.failure = new Failure(code, message);
    }

    public Failure failure() {
        return failure;
    }
}
