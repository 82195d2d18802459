package dev.slipway.workflows.testing;

import dev.slipway.workflows.run.RunActivities;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps events in memory, each key once, as the store does. */
public final class FakeRunActivities implements RunActivities {
    private final Map<String, RunEvent> events = new LinkedHashMap<>();
    private int calls;

    @Override
    public synchronized void record(String runId, List<RunEvent> batch) {
        calls++;
        batch.forEach(event -> events.putIfAbsent(runId + "|" + event.key(), event));
    }

    public synchronized List<RunEvent> events() {
        return new ArrayList<>(events.values());
    }

    /** Events as short lines: {@code RUN_STARTED}, {@code facts RUNNING}, {@code NOTE text}. */
    public synchronized List<String> lines() {
        return events.values().stream().map(FakeRunActivities::line).toList();
    }

    /** The same for one run. */
    public synchronized List<String> lines(String runId) {
        return events.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(runId + "|"))
                .map(entry -> line(entry.getValue()))
                .toList();
    }

    /** Where the run is, as the store keeps it. For journals of one run. */
    public synchronized RunStatus status() {
        RunStatus status = RunStatus.PENDING;
        for (RunEvent event : events.values()) {
            status = status.after(event.type());
        }
        return status;
    }

    /** Number of writes, which is the number of history events they cost. */
    public synchronized int calls() {
        return calls;
    }

    private static String line(RunEvent event) {
        if (event.step() != null) {
            return event.step().name() + " " + event.step().state();
        }
        String failure = event.failure() == null ? "" : " " + event.failure().code();
        return event.type() + failure + (event.type() == RunEvent.Type.NOTE ? " " + event.message() : "");
    }
}
