package dev.slipway.worker;

import dev.slipway.config.settings.Settings;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Temporal workers of this process, one a task queue. Stopping it stops polling and lets activities hand over: their
 * remote jobs go on, and another worker attaches to them.
 */
@Singleton
final class WorkerHost {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHost.class);
    /** Longer than a local activity, shorter than what a supervisor waits before it kills. */
    private static final Duration HAND_OVER = Duration.ofSeconds(8);
    /** Cancellation and log offsets travel on heartbeats: without this they would wait for 80 % of the timeout. */
    private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(2);

    private final WorkerFactory factory;
    private final TemporalGate gate;
    private volatile boolean polling;

    WorkerHost(WorkflowClient client, TemporalGate gate, Registrations registrations, Settings settings) {
        this.gate = gate;
        this.factory = WorkerFactory.newInstance(
                client, WorkerFactoryOptions.newBuilder().build());
        Worker control =
                factory.newWorker(TaskQueues.CONTROL, options(settings.worker().controlSlots()));
        control.registerWorkflowImplementationTypes(registrations.workflows().toArray(new Class<?>[0]));
        control.registerActivitiesImplementations(
                registrations.controlActivities().toArray());
        Worker follow =
                factory.newWorker(TaskQueues.FOLLOW, options(settings.worker().followSlots()));
        follow.registerActivitiesImplementations(
                registrations.followActivities().toArray());
    }

    /** Activities run on virtual threads; workflow threads stay on platform threads. */
    private static WorkerOptions options(int slots) {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreadsOnActivityWorker(true)
                .setUsingVirtualThreadsOnLocalActivityWorker(true)
                .setMaxConcurrentActivityExecutionSize(slots)
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .build();
    }

    void start() throws TemporalUnreachable {
        try {
            gate.pass();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        factory.start();
        polling = true;
        LOG.info("worker polls {} and {}", TaskQueues.CONTROL, TaskQueues.FOLLOW);
    }

    boolean isPolling() {
        return polling && !factory.isShutdown();
    }

    @PreDestroy
    void stop() {
        polling = false;
        factory.shutdown();
        factory.awaitTermination(HAND_OVER.toSeconds(), TimeUnit.SECONDS);
        if (!factory.isTerminated()) {
            factory.shutdownNow();
        }
    }
}
