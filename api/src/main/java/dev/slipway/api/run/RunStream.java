package dev.slipway.api.run;

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
import reactor.core.publisher.FluxSink;

/**
 * One reader of a run: sends what is stored, then waits until it is woken. On a thread of its own, a virtual one, which is
 * slowed down by a reader that is slow.
 */
final class RunStream implements Runnable {
    /** Named events that carry nothing of the run. */
    static final String END = "end";

    static final String PING = "ping";
    /** Silence for longer looks like a dead connection, to the client and to proxies. */
    private static final Duration PING_AFTER = Duration.ofSeconds(10);

    private static final int PAGE = 100;

    private final RunJournal journal;
    private final RunRepository runs;
    private final String runId;
    private final FluxSink<Event<Object>> sink;
    private final Semaphore woken = new Semaphore(0);
    private final Semaphore room = new Semaphore(0);
    private volatile boolean closing;
    private long last;

    RunStream(RunJournal journal, RunRepository runs, String runId, long after, FluxSink<Event<Object>> sink) {
        this.journal = journal;
        this.runs = runs;
        this.runId = runId;
        this.last = after;
        this.sink = sink;
        sink.onRequest(count -> room.release());
    }

    @Override
    public void run() {
        try (var _ = journal.follow(runId, woken::release)) {
            follow();
            sink.complete();
        } catch (InterruptedException e) {
            sink.complete();
        } catch (RuntimeException e) {
            // The reader comes again with the number of the last event that it got.
            sink.complete();
        }
    }

    /** Ends without an end: the reader comes again, to another process. */
    void close() {
        closing = true;
        woken.release();
        room.release();
    }

    private void follow() throws InterruptedException {
        while (!closing && !sink.isCancelled()) {
            // First whether it is over, then what is there: nothing comes after the end.
            boolean over = runs.findById(runId).map(run -> run.status().ended()).orElse(true);
            boolean sent = drain();
            if (over) {
                send(Event.of((Object) Map.of()).name(END));
                return;
            }
            if (!sent && !woken.tryAcquire(PING_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                send(Event.of((Object) Map.of()).name(PING));
            }
            woken.drainPermits();
        }
    }

    /** Sends all that is stored; whether that was anything. */
    private boolean drain() throws InterruptedException {
        boolean any = false;
        List<RunEventRow> page = journal.after(runId, last, PAGE);
        while (!page.isEmpty() && !closing && !sink.isCancelled()) {
            for (RunEventRow row : page) {
                RunEvent event = RunViews.event(row);
                send(Event.of((Object) event).id(Long.toString(event.number())));
                last = event.number();
            }
            any = true;
            page = journal.after(runId, last, PAGE);
        }
        return any;
    }

    private void send(Event<Object> event) throws InterruptedException {
        while (sink.requestedFromDownstream() == 0 && !sink.isCancelled() && !closing) {
            room.tryAcquire(1, TimeUnit.SECONDS);
        }
        sink.next(event);
    }
}
