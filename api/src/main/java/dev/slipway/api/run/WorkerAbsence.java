package dev.slipway.api.run;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;

/** No worker polls. */
final class WorkerAbsence {
    private WorkerAbsence() {}

    static ApiProblem problem() {
        return new ApiProblem(failure());
    }

    static Failure failure() {
        return new Failure(FailureCode.NO_WORKER, "No worker took the request up within 5 s; nothing was done.");
    }
}
