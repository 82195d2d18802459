package dev.slipway.workflows.failure;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Between {@link FailureCode} and Temporal's failures: made here, and recognised here, by type string only. */
public final class Failures {
    private Failures() {}

    /** The failure that an activity or a workflow throws; retried by Temporal only where the code says so. */
    public static ApplicationFailure of(FailureCode code, String message) {
        return of(code, message, null);
    }

    public static ApplicationFailure of(FailureCode code, String message, @Nullable Throwable cause) {
        return ApplicationFailure.newBuilder()
                .setType(code.name())
                .setMessage(message)
                .setCause(cause)
                .setNonRetryable(!code.retryable())
                .build();
    }

    /** What a failure means: the outermost one in the chain that has a code; a bare timeout or a stranger otherwise. */
    public static Failure read(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof CanceledFailure) {
                return new Failure(FailureCode.CANCELLED, "The run was cancelled.");
            }
            if (each instanceof ApplicationFailure failure && isCode(failure.getType())) {
                return new Failure(FailureCode.valueOf(failure.getType()), failure.getOriginalMessage());
            }
        }
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof TimeoutFailure timeout) {
                return new Failure(
                        FailureCode.STEP_DEADLINE, "The step passed its deadline (" + timeout.getTimeoutType() + ").");
            }
        }
        return new Failure(FailureCode.INTERNAL, innermostMessage(thrown));
    }

    public static boolean isCancelled(Throwable thrown) {
        return read(thrown).code() == FailureCode.CANCELLED;
    }

    private static boolean isCode(@Nullable String type) {
        return type != null
                && Arrays.stream(FailureCode.values())
                        .anyMatch(code -> code.name().equals(type));
    }

    private static String innermostMessage(Throwable thrown) {
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String message = last instanceof TemporalFailure failure ? failure.getOriginalMessage() : last.getMessage();
        return message == null ? last.getClass().getSimpleName() : message;
    }
}
