package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.FailureCode;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong where: each call of a fake passes through here before its effect. */
final class Faults {
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();

    /** Fails for good, without the effect. */
    void fail(String call, FailureCode code) {
        before.put(call, () -> {
            throw permanent(call, code);
        });
    }

    /** Does something in the middle of a call, once, before the effect. */
    void meanwhile(String call, Runnable action) {
        before.put(call, () -> {
            before.remove(call);
            action.run();
        });
    }

    /** Blocks until the activity is cancelled; says so first. */
    void block(String call, Runnable said) {
        before.put(call, () -> {
            before.remove(call);
            said.run();
            while (true) {
                Activity.getExecutionContext().heartbeat(null);
                pause(10);
            }
        });
    }

    void clear() {
        before.clear();
    }

    void before(String call) {
        synchronized (calls) {
            calls.add(call);
        }
        before.getOrDefault(call, () -> {}).run();
    }

    List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    int count(String call) {
        return (int) calls().stream().filter(call::equals).count();
    }

    private static ApplicationFailure permanent(String call, FailureCode code) {
        return ApplicationFailure.newNonRetryableFailure("The fake fails at " + call + ".", code.name());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
