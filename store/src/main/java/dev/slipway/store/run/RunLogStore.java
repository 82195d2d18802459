package dev.slipway.store.run;

import static java.util.stream.Collectors.toMap;

import dev.slipway.store.json.Json;
import dev.slipway.workflows.run.RunEvent;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Log text of runs, kept once: an event of type LOG points to it and is filled in when it is read. */
@Singleton
final class RunLogStore {
    /** Most text of a run, in bytes; a run that counts more has said so in a note, and takes no text any more. */
    private static final long LIMIT = 10 << 20;

    private final RunLogRepository logs;
    private final RunEventRepository events;

    RunLogStore(RunLogRepository logs, RunEventRepository events) {
        this.logs = logs;
        this.events = events;
    }

    /** Appends within the transaction that holds the run's lock. */
    RunState append(String runId, RunState state, RunLogText piece) {
        var key = new RunLogKey(runId, piece.job(), piece.offset());
        if (state.logBytes() > LIMIT || logs.existsById(key)) {
            return state;
        }
        String text = StorableText.of(piece.text());
        long size = state.logBytes() + text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LIMIT) {
            return noteFull(runId, state);
        }
        RunState next = state.withLog(size);
        logs.save(new RunLogRow(key, next.lastEvent(), text));
        var pointer = new RunLogText(piece.job(), piece.offset(), "");
        save(runId, next, "log/" + next.lastEvent(), RunJournal.LOG, Json.write(pointer));
        return next;
    }

    private RunState noteFull(String runId, RunState state) {
        RunState next = state.withLog(LIMIT + 1);
        var note = new RunEvent(
                "log-full",
                RunEvent.Type.NOTE,
                System.currentTimeMillis(),
                null,
                null,
                "The log of this run passed 10 MiB: what follows is not stored.");
        save(runId, next, note.key(), note.type().name(), Json.write(note));
        return next;
    }

    private void save(String runId, RunState state, String key, String type, String payload) {
        events.save(new RunEventRow(
                new RunEventKey(runId, state.lastEvent()), key, type, System.currentTimeMillis(), payload));
    }

    /** The same events, with the text of those that point to some. */
    List<RunEventRow> filled(String runId, List<RunEventRow> page) {
        var numbers = page.stream()
                .filter(RunLogStore::isLog)
                .map(row -> row.id().number())
                .toList();
        if (numbers.isEmpty()) {
            return page;
        }
        Map<Long, String> texts =
                logs.findByIdRunIdAndEventBetween(runId, numbers.getFirst(), numbers.getLast()).stream()
                        .collect(toMap(RunLogRow::event, RunLogRow::text));
        return page.stream()
                .map(row -> isLog(row) ? filled(row, texts.getOrDefault(row.id().number(), "")) : row)
                .toList();
    }

    private static RunEventRow filled(RunEventRow row, String text) {
        var pointer = Json.read(row.payload(), RunLogText.class);
        var payload = Json.write(new RunLogText(pointer.job(), pointer.offset(), text));
        return new RunEventRow(row.id(), row.eventKey(), row.type(), row.at(), payload);
    }

    private static boolean isLog(RunEventRow row) {
        return row.type().equals(RunJournal.LOG);
    }
}
