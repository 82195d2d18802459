package dev.slipway.api.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that this process has under way, by deployment; also a metric. */
@Singleton
class InFlight {
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    InFlight(MeterRegistry registry) {
        this.registry = registry;
    }

    int count(String deployment) {
        return counter(deployment).get();
    }

    /** Counts a request until the answer is run, the first time. */
    Runnable begin(String deployment) {
        AtomicInteger counter = counter(deployment);
        counter.incrementAndGet();
        var over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                counter.decrementAndGet();
            }
        };
    }

    private AtomicInteger counter(String deployment) {
        return counts.computeIfAbsent(deployment, name -> {
            var counter = new AtomicInteger();
            registry.gauge("slipway.gateway.inflight", Tags.of("deployment", name), counter);
            return counter;
        });
    }
}
