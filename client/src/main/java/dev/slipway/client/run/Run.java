package dev.slipway.client.run;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A long operation.
 *
 * @param id UUIDv7
 * @param kind {@code SET_UP}, {@code DOWNLOAD}, {@code VERIFY}, {@code REMOVE}, {@code START}, {@code STOP} or {@code RESTART}
 * @param status where it is
 * @param pod pod that it works on; may be empty
 * @param model model that it works on; may be empty
 * @param deployment deployment that it works on; may be empty
 * @param steps in order; empty in lists
 * @param progress bytes, for runs that move some; null for others
 * @param failure why it failed or was cancelled; null when it did not
 * @param workflowId its workflow in Temporal
 * @param temporalUrl its page in the Temporal Web UI; null when no Web UI is configured
 * @param createdAt when it was asked for
 * @param updatedAt when it last changed
 * @param endedAt when it ended; null: not yet
 */
public record Run(
        String id,
        String kind,
        RunStatus status,
        String pod,
        String model,
        String deployment,
        List<RunStep> steps,
        @Nullable RunProgress progress,
        @Nullable RunFailure failure,
        String workflowId,
        @Nullable String temporalUrl,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {
    public Run {
        steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
    }
}
