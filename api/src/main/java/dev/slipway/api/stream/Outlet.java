package dev.slipway.api.stream;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.FluxSink;

/** Where the items of a {@link Source} go. */
public final class Outlet<T> {
    private final FluxSink<T> sink;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean open = true;
    private volatile Runnable closing = () -> {};

    Outlet(FluxSink<T> sink) {
        this.sink = sink;
        sink.onRequest(count -> wanted.release());
    }

    /** Hands an item over, when the reader wants one; false when there is no reader any more. */
    public boolean send(T item) throws InterruptedException {
        while (open && sink.requestedFromDownstream() == 0) {
            wanted.tryAcquire(1, TimeUnit.SECONDS);
        }
        if (open) {
            sink.next(item);
        }
        return open;
    }

    public boolean isOpen() {
        return open;
    }

    /** Runs something when the reader has gone or the process ends, from another thread: to wake the source. */
    public void onClose(Runnable action) {
        closing = action;
        if (!open) {
            action.run();
        }
    }

    void close() {
        open = false;
        wanted.release();
        closing.run();
    }
}
