package dev.slipway.api.run;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.time.Duration;

/** No worker polls. */
final class WorkerAbsence {
    private WorkerAbsence() {}

    static ApiProblem problem() {
        return new ApiProblem(failure());
    }

    static Failure failure() {
        return new Failure(FailureCode.NO_WORKER, "No worker took the request up within 5 s; nothing was done.");
    }

    /** A worker came at the very moment at which the command was withdrawn. */
    static ApiProblem overtaken(String runId) {
        return new ApiProblem(
                FailureCode.NO_WORKER,
                "No worker took the request up within 5 s; one came too late to be sure that nothing was done: run "
                        + runId + " tells what became of it.");
    }

    /** Temporal can be told nothing: neither the command nor its withdrawal. */
    static ApiProblem uncertain(String runId) {
        return new ApiProblem(
                FailureCode.TEMPORAL_UNAVAILABLE,
                "The Temporal server does not answer; run " + runId + " may still be carried out when it is back.");
    }

    /** A run whose workflow is not there, and that nobody asked for again. */
    static Failure lost() {
        return new Failure(
                FailureCode.NO_WORKER, "No worker took it up, and it was not asked for again; nothing was done.");
    }

    static Failure tooLong(Duration waited) {
        return new Failure(
                FailureCode.NO_WORKER,
                "No worker took it up within " + waited.toMinutes()
                        + " minutes, so it was given up; nothing was done.");
    }
}
