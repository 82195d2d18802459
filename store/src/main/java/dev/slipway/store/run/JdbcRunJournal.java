package dev.slipway.store.run;

import dev.slipway.store.json.Json;
import dev.slipway.workflows.run.RunEvent;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal in tables. Each write is one short transaction that holds the lock of the run's row, so numbers never collide. */
@Singleton
final class JdbcRunJournal implements RunJournal {
    private static final Logger LOGGER = LoggerFactory.getLogger(JdbcRunJournal.class);

    private final TransactionOperations<Connection> transactions;
    private final RunRepository runs;
    private final RunEventRepository events;
    private final RunLogStore logs;
    private final RunWakes wakes;

    JdbcRunJournal(
            TransactionOperations<Connection> transactions,
            RunRepository runs,
            RunEventRepository events,
            RunLogStore logs,
            RunWakes wakes) {
        this.transactions = transactions;
        this.runs = runs;
        this.events = events;
        this.logs = logs;
        this.wakes = wakes;
    }

    @Override
    public void record(String runId, List<RunEvent> added) {
        if (added.isEmpty()) {
            return;
        }
        change(runId, state -> {
            var keys = added.stream().map(RunEvent::key).toList();
            var known = new HashSet<>(events.known(runId, keys));
            RunState next = state;
            for (RunEvent event : added) {
                if (known.add(event.key())) {
                    next = append(runId, next.after(event), event);
                }
            }
            return next;
        });
    }

    private RunState append(String runId, RunState state, RunEvent event) {
        var key = new RunEventKey(runId, state.lastEvent());
        events.save(new RunEventRow(key, event.key(), event.type().name(), event.atMillis(), Json.write(event)));
        return state;
    }

    @Override
    public void log(String runId, String jobId, long offset, String text) {
        if (text.length() > LOG_PIECE_LIMIT) {
            throw new IllegalArgumentException("a piece of log has at most " + LOG_PIECE_LIMIT + " characters");
        }
        if (!text.isEmpty()) {
            change(runId, state -> logs.append(runId, state, new RunLogText(jobId, offset, text)));
        }
    }

    @Override
    public void progress(String runId, long bytesDone, long bytesTotal, long bytesPerSecond) {
        var bytes = new RunBytes(bytesDone, bytesTotal, bytesPerSecond);
        change(runId, state -> {
            if (state.status().ended() || state.bytes().equals(bytes)) {
                return state;
            }
            RunState next = state.withBytes(bytes);
            events.deleteByIdRunIdAndEventKey(runId, PROGRESS);
            events.save(new RunEventRow(
                    new RunEventKey(runId, next.lastEvent()),
                    PROGRESS,
                    PROGRESS,
                    System.currentTimeMillis(),
                    Json.write(bytes)));
            return next;
        });
    }

    @Override
    public List<RunEventRow> after(String runId, long after, int limit) {
        return transactions.executeRead(status -> logs.filled(runId, events.page(runId, after, limit)));
    }

    @Override
    public Subscription follow(String runId, Runnable wake) {
        return wakes.follow(runId, wake);
    }

    private void change(String runId, UnaryOperator<RunState> step) {
        transactions.executeWrite(status -> {
            var row = runs.lock(runId);
            if (row.isEmpty()) {
                LOGGER.warn("dropped what happened in run {}: it is not stored", runId);
                return false;
            }
            RunState before = RunState.of(row.get());
            RunState after = step.apply(before);
            if (!after.equals(before)) {
                after.store(runs, runId, System.currentTimeMillis());
                wakes.announce(status.getConnection(), runId);
            }
            return true;
        });
    }
}
