package dev.slipway.client;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lines of one response, from the HTTP client's thread to the reader's; never more than asked for are held. */
final class LineQueue implements Flow.Subscriber<String> {
    private static final int CAPACITY = 256;

    private final ArrayBlockingQueue<Item> items = new ArrayBlockingQueue<>(CAPACITY + 2);
    private Flow.@Nullable Subscription subscription;
    private boolean cancelled;

    /**
     * The next line.
     *
     * @return an item without line where the response ended, or null when nothing came in time
     */
    @Nullable
    Item next(Duration timeout) throws InterruptedException {
        Item item = items.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (item != null && item.line() != null) {
            request(1);
        }
        return item;
    }

    /** No more lines are wanted: a reader that waits is told that this is the end. */
    synchronized void cancel() {
        cancelled = true;
        items.offer(new Item(null, null));
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private synchronized void request(int count) {
        if (subscription != null) {
            subscription.request(count);
        }
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (cancelled) {
            begun.cancel();
            return;
        }
        begun.request(CAPACITY);
    }

    @Override
    public void onNext(String line) {
        items.add(new Item(line, null));
    }

    @Override
    public void onError(Throwable thrown) {
        items.offer(new Item(null, thrown));
    }

    @Override
    public void onComplete() {
        items.offer(new Item(null, null));
    }

    /** A line, or the end of the response and why. */
    record Item(@Nullable String line, @Nullable Throwable failure) {}
}
