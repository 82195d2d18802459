package dev.slipway.store.run;

import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** H2 cannot notify: one query every 200 ms for all readers of the process together. */
final class PollingWatch implements RunWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PollingWatch.class);
    private static final long PAUSE_MILLIS = 200;

    private final RunRepository runs;

    PollingWatch(RunRepository runs) {
        this.runs = runs;
    }

    @Override
    public void watch(RunWakes wakes) {
        Map<String, Long> seen = new HashMap<>();
        for (Set<String> wanted = wakes.wanted(); !wanted.isEmpty(); wanted = wakes.wanted()) {
            seen.keySet().retainAll(wanted);
            look(wanted, seen, wakes);
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private void look(Set<String> wanted, Map<String, Long> seen, RunWakes wakes) {
        try {
            for (LastEvent last : runs.lastEvents(wanted)) {
                Long before = seen.put(last.id(), last.lastEvent());
                if (before == null || before != last.lastEvent()) {
                    wakes.wake(last.id());
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("the database did not answer which runs have new events: {}", e.getMessage());
            Pause.millis(5 * PAUSE_MILLIS);
        }
    }

    @Override
    public void announce(Connection connection, String runId) {
        // Readers look by themselves.
    }
}
