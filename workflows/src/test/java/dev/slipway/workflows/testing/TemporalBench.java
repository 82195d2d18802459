package dev.slipway.workflows.testing;

import dev.slipway.workflows.run.SearchAttributes;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;

/**
 * A Temporal server that skips time, with workers on the queues that our workflows use. Each test has its own: skipping is
 * server-wide. That is cheap, since heartbeats are not throttled and nobody waits for the workers' end.
 */
public final class TemporalBench implements AutoCloseable {
    private static final WorkerOptions WORKERS = WorkerOptions.newBuilder()
            // A busy machine is no deadlock.
            .setDefaultDeadlockDetectionTimeout(10_000)
            // The SDK would hold heartbeats back for 8 of their 10 s, in real time, and a cancellation with them.
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(10))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(10))
            .build();

    private final TestWorkflowEnvironment environment;

    /**
     * Starts.
     *
     * @param workflows implementations, by class
     * @param activities implementations, for all queues
     */
    public TemporalBench(List<Class<?>> workflows, List<Object> activities, WorkerInterceptor... interceptors) {
        environment = TestWorkflowEnvironment.newInstance(options(interceptors));
        for (String queue : List.of(TaskQueues.CONTROL, TaskQueues.FOLLOW)) {
            var worker = environment.newWorker(queue, WORKERS);
            worker.registerWorkflowImplementationTypes(workflows.toArray(Class<?>[]::new));
            worker.registerActivitiesImplementations(activities.toArray());
        }
        environment.start();
    }

    private static TestEnvironmentOptions options(WorkerInterceptor... interceptors) {
        var builder = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                        WorkflowClientOptions.newBuilder().setIdentity("test").validateAndBuildWithDefaults())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(interceptors)
                        .build());
        for (var key : List.of(
                SearchAttributes.POD, SearchAttributes.MODEL, SearchAttributes.DEPLOYMENT, SearchAttributes.KIND)) {
            builder.registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        return builder.build();
    }

    public WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    public TestWorkflowEnvironment environment() {
        return environment;
    }

    /** In the background: half a second goes by until the workers' last polls have ended. */
    @Override
    public void close() {
        Thread.ofVirtual().start(environment::close);
    }
}
