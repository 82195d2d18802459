package dev.slipway.workflows.run;

import dev.slipway.workflows.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. Stored once per {@code (runId, key)}, numbered by the store.
 *
 * @param key identity of the event in its run; writing the same key twice stores it once
 * @param type what it is
 * @param atMillis epoch milliseconds, by the workflow's clock
 * @param step the step as it now is, or null for events of the whole run
 * @param failure for {@code RUN_FAILED}, {@code RUN_CANCELLED} and {@code RUN_CLEANUP_PENDING}, else null
 * @param message one line for people; may be empty
 */
public record RunEvent(
        String key,
        Type type,
        long atMillis,
        @Nullable Step step,
        @Nullable Failure failure,
        String message) {
    /** What an event is. Progress and log lines are not here: activities write them straight to the store. */
    public enum Type {
        RUN_STARTED,
        STEP,
        NOTE,
        RUN_DONE,
        RUN_FAILED,
        RUN_CANCELLED,
        RUN_CLEANUP_PENDING
    }
}
