package dev.slipway.api.problem;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;

/** What a failed call of the Temporal client means. */
public final class TemporalFailures {
    private TemporalFailures() {}

    /** Whether the server did not answer in time, as opposed to saying no. */
    public static boolean unanswered(Throwable thrown) {
        return status(thrown)
                .map(Status::getCode)
                .filter(code -> code == Status.Code.DEADLINE_EXCEEDED
                        || code == Status.Code.CANCELLED
                        || code == Status.Code.UNAVAILABLE)
                .isPresent();
    }

    /** Whether the server does not know what was asked about. */
    public static boolean notFound(Throwable thrown) {
        return thrown instanceof WorkflowNotFoundException
                || status(thrown)
                        .filter(status -> status.getCode() == Status.Code.NOT_FOUND)
                        .isPresent();
    }

    /** A server that does not know our search attributes has never seen a worker: the worker registers them. */
    public static boolean neverSawAWorker(Throwable thrown) {
        return status(thrown)
                .filter(status -> status.getCode() == Status.Code.INVALID_ARGUMENT)
                .filter(status -> String.valueOf(status.getDescription()).contains("search attribute"))
                .isPresent();
    }

    private static Optional<Status> status(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof StatusRuntimeException answer) {
                return Optional.of(answer.getStatus());
            }
        }
        return Optional.empty();
    }
}
