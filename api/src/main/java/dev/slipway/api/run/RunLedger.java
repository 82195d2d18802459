package dev.slipway.api.run;

import dev.slipway.store.run.RunIds;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rows of runs, from the side that makes them. What happens in a run is written by its workflow. */
@Singleton
final class RunLedger {
    static final List<RunStatus> OPEN = RunStatus.open();

    private final RunRepository runs;
    private final RunJournal journal;
    private final Clock clock = Clock.systemUTC();

    RunLedger(RunRepository runs, RunJournal journal) {
        this.runs = runs;
        this.journal = journal;
    }

    /** Stores a run that no workflow knows yet. */
    RunRow insert(Operation operation) {
        long now = clock.millis();
        return runs.save(new RunRow(
                RunIds.next(now),
                operation.kind(),
                operation.pod(),
                operation.model(),
                operation.deployment(),
                operation.workflowId(),
                "",
                operation.hash(),
                operation.requestJson(),
                RunStatus.PENDING,
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                now,
                now,
                0));
    }

    Optional<RunRow> find(String id) {
        return runs.findById(id);
    }

    /** The oldest run of a workflow that has not ended. */
    Optional<RunRow> open(String workflowId) {
        return runs.findByWorkflowIdAndStatusInList(workflowId, OPEN).stream().min(Comparator.comparing(RunRow::id));
    }

    /** A run for the very same request that no worker has taken up yet. */
    Optional<RunRow> pending(Operation operation) {
        String hash = operation.hash();
        return runs.findByWorkflowIdAndStatusInList(operation.workflowId(), List.of(RunStatus.PENDING)).stream()
                .filter(row -> row.requestHash().equals(hash))
                .min(Comparator.comparing(RunRow::id));
    }

    void started(String id, String temporalRunId) {
        runs.setTemporalRunId(id, temporalRunId);
    }

    /** Forgets a run that never began. */
    void forget(String id) {
        runs.deletePending(id);
    }

    /** Ends a run that had nothing to do. */
    void done(String id, String message) {
        journal.record(
                id, List.of(new RunEvent("api-ended", RunEvent.Type.RUN_DONE, clock.millis(), null, null, message)));
    }

    /** Ends a run whose workflow cannot end it any more. */
    void fail(String id, Failure failure) {
        end(id, RunEvent.Type.RUN_FAILED, failure);
    }

    /** Ends a run that nobody wants any more. */
    void cancel(String id, Failure failure) {
        end(id, RunEvent.Type.RUN_CANCELLED, failure);
    }

    private void end(String id, RunEvent.Type type, Failure failure) {
        journal.record(id, List.of(new RunEvent("api-ended", type, clock.millis(), null, failure, failure.message())));
    }
}
