package dev.slipway.store.run;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunStatus;

/**
 * The columns of a run that its journal moves. Immutable; one method per thing that can happen, each takes the next number.
 *
 * @param failureCode empty: none
 * @param failureMessage empty: none
 * @param logBytes stored log text, in bytes of UTF-8; beyond the limit: full, and said so
 * @param endedAt epoch milliseconds; 0: not ended
 */
record RunState(
        RunStatus status,
        String failureCode,
        String failureMessage,
        long lastEvent,
        long logBytes,
        RunBytes bytes,
        long endedAt) {
    private static final int MESSAGE_LIMIT = 4000;

    static RunState of(RunRow row) {
        return new RunState(
                row.status(),
                row.failureCode(),
                row.failureMessage(),
                row.lastEvent(),
                row.logBytes(),
                new RunBytes(row.bytesDone(), row.bytesTotal(), row.bytesPerSecond()),
                row.endedAt());
    }

    /** The state after an event; a run that has ended stays as it ended, and the event is numbered all the same. */
    RunState after(RunEvent event) {
        if (status.ended()) {
            return new RunState(status, failureCode, failureMessage, lastEvent + 1, logBytes, bytes, endedAt);
        }
        RunStatus next = status.after(event.type());
        Failure failure = event.failure();
        return new RunState(
                next,
                failure == null ? failureCode : failure.code().name(),
                failure == null ? failureMessage : message(failure),
                lastEvent + 1,
                logBytes,
                bytes,
                next.ended() ? event.atMillis() : 0);
    }

    RunState withLog(long newLogBytes) {
        return new RunState(status, failureCode, failureMessage, lastEvent + 1, newLogBytes, bytes, endedAt);
    }

    RunState withBytes(RunBytes newBytes) {
        return new RunState(status, failureCode, failureMessage, lastEvent + 1, logBytes, newBytes, endedAt);
    }

    void store(RunRepository runs, String runId, long updatedAt) {
        runs.move(
                runId,
                status.name(),
                failureCode,
                failureMessage,
                lastEvent,
                logBytes,
                bytes.done(),
                bytes.total(),
                bytes.perSecond(),
                updatedAt,
                endedAt);
    }

    private static String message(Failure failure) {
        String text = StorableText.of(failure.message());
        return text.length() <= MESSAGE_LIMIT ? text : text.substring(0, MESSAGE_LIMIT);
    }
}
