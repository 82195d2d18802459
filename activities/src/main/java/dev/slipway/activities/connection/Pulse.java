package dev.slipway.activities.connection;

import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The heartbeats of an attempt that decides about what runs on a pod. When its process was stopped, or the machine slept,
 * another attempt has taken over long ago, and the first heartbeat after that is told so too late: whoever wakes up must
 * notice by itself, before it ends what the other one follows.
 */
public final class Pulse {
    private final ActivityExecutionContext context;
    private final InstantSource clock;
    private final Duration longest;
    private long lastMillis;

    public Pulse(ActivityExecutionContext context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
        this.longest = context.getInfo().getHeartbeatTimeout();
    }

    /**
     * Heartbeats.
     *
     * @param details what a next attempt shall know
     * @throws HandedOver when the last one is longer ago than Temporal waits for it
     * @throws io.temporal.client.ActivityCompletionException what the heartbeat threw
     */
    public void beat(Object details) {
        long now = clock.millis();
        if (lastMillis != 0 && now - lastMillis > longest.toMillis()) {
            throw new HandedOver();
        }
        lastMillis = now;
        context.heartbeat(details);
    }
}
