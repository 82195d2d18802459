package dev.slipway.activities.connection;

/**
 * This worker is told to stop, or was stopped and wakes up late. What was begun on the pod goes on; the next attempt, on
 * another worker, attaches to it.
 */
public final class HandedOver extends RuntimeException {
    public HandedOver() {
        super("The worker was stopped; another one goes on.");
    }
}
