package dev.slipway.client.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run.
 *
 * @param number position in the run, from 1, without repetition: resume after it with {@code Last-Event-ID}
 * @param type what it is
 * @param at when it happened
 * @param step the step as it now is; for {@code STEP}, else null
 * @param progress for {@code PROGRESS}, else null
 * @param log for {@code LOG}, else null
 * @param failure for the three ends that are none of {@code RUN_DONE}, else null
 * @param message one line for people; may be empty
 */
public record RunEvent(
        long number,
        Type type,
        Instant at,
        @Nullable RunStep step,
        @Nullable RunProgress progress,
        @Nullable RunLog log,
        @Nullable RunFailure failure,
        String message) {
    /** What an event is. */
    public enum Type {
        RUN_STARTED,
        STEP,
        NOTE,
        PROGRESS,
        LOG,
        RUN_DONE,
        RUN_FAILED,
        RUN_CANCELLED,
        RUN_CLEANUP_PENDING,
        /** A type that this client is too old to know. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
