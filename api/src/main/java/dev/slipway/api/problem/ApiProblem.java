package dev.slipway.api.problem;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;

/** A request that ends in a problem; the message is one sentence for the user. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    public ApiProblem(FailureCode code, String detail) {
        // No stack trace: it is an answer, not an accident.
        super(detail, null, false, false);
        this.code = code;
    }

    public ApiProblem(Failure failure) {
        this(failure.code(), failure.message());
    }

    public FailureCode code() {
        return code;
    }

    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
