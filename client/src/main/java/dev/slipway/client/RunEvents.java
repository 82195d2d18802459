package dev.slipway.client;

import dev.slipway.client.run.RunEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run, in order, each once, until the run has ended. {@link #hasNext} blocks.
 *
 * <p>A lost connection is made again and the stream resumed after the last event that came ({@code Last-Event-ID}). An API
 * that stays away is given up with {@link ApiUnreachableException}. For one thread; {@link #close} may come from another.
 */
public final class RunEvents implements Iterator<RunEvent>, AutoCloseable {
    /** The server sends a comment every 10 s, so silence for so long is a dead connection. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ATTEMPTS = 20;

    private final Transport transport;
    private final String path;
    private final EventParser parser = new EventParser();
    private String lastEventId;
    private volatile LineQueue lines = new LineQueue();
    private boolean connected;
    private int failures;
    private volatile boolean ended;
    private @Nullable RunEvent next;

    RunEvents(Transport transport, String path, long after) {
        this.transport = transport;
        this.path = path;
        this.lastEventId = after == 0 ? "" : Long.toString(after);
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            read();
        }
        return next != null;
    }

    @Override
    public RunEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RunEvent event = java.util.Objects.requireNonNull(next);
        next = null;
        return event;
    }

    @Override
    public void close() {
        ended = true;
        lines.cancel();
    }

    private void read() {
        try {
            if (!connected) {
                connect();
            }
            LineQueue.Item item = lines.next(SILENCE);
            if (item == null || item.line() == null) {
                disconnected(item == null ? null : item.failure());
                return;
            }
            take(item.line());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Only what is a stream of events counts as a sign of life: anything may answer at an address. */
    private void take(String line) {
        Optional<EventParser.Event> event = parser.line(line);
        if (event.isPresent() || line.startsWith(":")) {
            failures = 0;
        }
        event.ifPresent(this::take);
    }

    private void connect() {
        parser.reset();
        lines = new LineQueue();
        connected = true;
        if (ended) {
            // Closed meanwhile, which may have been told to the queue before this one.
            lines.cancel();
            return;
        }
        transport.lines(path, lastEventId, lines);
    }

    private void take(EventParser.Event event) {
        if (event.name().equals("end")) {
            close();
            return;
        }
        if (!event.name().isEmpty()) {
            // A sign of life, or something that a newer server tells.
            return;
        }
        lastEventId = event.id();
        next = JsonCodec.read(event.data(), RunEvent.class);
    }

    private void disconnected(@Nullable Throwable cause) throws InterruptedException {
        lines.cancel();
        connected = false;
        if (ended) {
            return;
        }
        Throwable root = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof ApiException answer && answer.status() != 503) {
            throw answer;
        }
        failures++;
        if (failures >= ATTEMPTS) {
            throw transport.unreachable(root == null ? new IOException("the stream of events broke off") : root);
        }
        Thread.sleep(PAUSE);
    }
}
