package dev.slipway.api.run;

import dev.slipway.api.stream.Outlet;
import dev.slipway.api.stream.Source;
import dev.slipway.client.run.RunEvent;
import dev.slipway.store.run.RunEventRow;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends what is stored of a run, then waits until the journal wakes it, until the run has ended. */
final class RunEventSource implements Source<Event<Object>> {
    /** Named events that carry nothing of the run. */
    static final String END = "end";

    static final String PING = "ping";
    /** Silence for longer looks like a dead connection, to the client and to proxies. */
    private static final Duration PING_AFTER = Duration.ofSeconds(10);

    private static final int PAGE = 100;

    private final RunJournal journal;
    private final RunRepository runs;
    private final String runId;
    private final Semaphore woken = new Semaphore(0);
    private long last;

    RunEventSource(RunJournal journal, RunRepository runs, String runId, long after) {
        this.journal = journal;
        this.runs = runs;
        this.runId = runId;
        this.last = after;
    }

    @Override
    public void pump(Outlet<Event<Object>> outlet) throws InterruptedException {
        outlet.onClose(woken::release);
        try (var _ = journal.follow(runId, woken::release)) {
            follow(outlet);
        }
    }

    private void follow(Outlet<Event<Object>> outlet) throws InterruptedException {
        while (outlet.isOpen()) {
            // First whether it is over, then what is there: nothing comes after the end.
            boolean over = runs.findById(runId).map(run -> run.status().ended()).orElse(true);
            boolean sent = drain(outlet);
            if (over) {
                outlet.send(signal(END));
                return;
            }
            if (!sent && !woken.tryAcquire(PING_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                outlet.send(signal(PING));
            }
            woken.drainPermits();
        }
    }

    /** Sends all that is stored; whether that was anything. */
    private boolean drain(Outlet<Event<Object>> outlet) throws InterruptedException {
        boolean any = false;
        List<RunEventRow> page = journal.after(runId, last, PAGE);
        while (!page.isEmpty()) {
            for (RunEventRow row : page) {
                RunEvent event = RunViews.event(row);
                if (!outlet.send(Event.of((Object) event).id(Long.toString(event.number())))) {
                    return true;
                }
                last = event.number();
            }
            any = true;
            page = journal.after(runId, last, PAGE);
        }
        return any;
    }

    private static Event<Object> signal(String name) {
        return Event.of((Object) Map.of()).name(name);
    }
}
