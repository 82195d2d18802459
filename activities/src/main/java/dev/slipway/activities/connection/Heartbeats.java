package dev.slipway.activities.connection;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Heartbeats of an activity while it waits for something that blocks. */
public final class Heartbeats {
    private Heartbeats() {}

    /**
     * Does the work on a thread of its own and heartbeats every second. A cancellation, or the loss of the activity,
     * interrupts the work.
     *
     * @param details carried by each heartbeat: what a next attempt shall know; null for nothing
     * @throws ActivityCompletionException what the heartbeat threw
     */
    public static <T> T during(ActivityExecutionContext context, @Nullable Object details, Callable<T> work) {
        return wait(work, () -> context.heartbeat(details));
    }

    /** As {@link #during}, but a cancellation waits until the work is done: for work that cleans up. */
    public static <T> T duringAll(ActivityExecutionContext context, @Nullable Object details, Callable<T> work) {
        return wait(work, () -> {
            try {
                context.heartbeat(details);
            } catch (ActivityCompletionException alreadyKnown) {
                // the work goes on: stopping it half-way would leave something behind
            }
        });
    }

    private static <T> T wait(Callable<T> work, Runnable beat) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("slipway-work").start(task);
        try {
            while (true) {
                try {
                    return task.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException stillAtWork) {
                    beat.run();
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandedOver();
        } finally {
            task.cancel(true);
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
