package dev.slipway.api.run;

import io.grpc.Context;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls of the Temporal client with a deadline: by themselves some retry for a minute, and some for ever. */
@Singleton
class Bounded {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("temporal-deadlines").factory());

    /** Runs the call; when the time is up its gRPC calls end with {@code DEADLINE_EXCEEDED} or {@code CANCELLED}. */
    <T> T call(Duration limit, Callable<T> call) {
        try (var context = Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, clock)) {
            return context.call(call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
