package dev.slipway.api.service;

import dev.slipway.client.service.Health.Part;
import dev.slipway.config.settings.Settings;
import dev.slipway.store.token.TokenRepository;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Looks at each part at the same time; none can hold up the answer. */
@Singleton
final class HealthChecks {
    static final String DATABASE = "database";
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    /** A poll lasts a minute, so a worker that polls was seen within one; the server remembers dead ones for longer. */
    private static final Duration SEEN = Duration.ofSeconds(75);

    private final TokenRepository tokens;
    private final WorkflowServiceStubs stubs;
    private final Settings settings;

    HealthChecks(TokenRepository tokens, WorkflowServiceStubs stubs, Settings settings) {
        this.tokens = tokens;
        this.stubs = stubs;
        this.settings = settings;
    }

    static boolean up(@Nullable Part part) {
        return part != null && part.status().equals("UP");
    }

    Map<String, Part> all() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var database = start(threads, this::database);
            var temporal = start(threads, this::temporal);
            var worker = start(threads, this::worker);
            var parts = new TreeMap<String, Part>();
            parts.put(DATABASE, await(database));
            parts.put("temporal", await(temporal));
            parts.put("worker", await(worker));
            return parts;
        } finally {
            // Not close(): that would wait for a part that hangs.
            threads.shutdown();
        }
    }

    private Part database() {
        tokens.count();
        return new Part("UP", settings.database().postgres() ? "PostgreSQL" : "H2");
    }

    private Part temporal() {
        String namespace = settings.temporal().namespace();
        stubs.blockingStub()
                .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .describeNamespace(DescribeNamespaceRequest.newBuilder()
                        .setNamespace(namespace)
                        .build());
        return new Part("UP", settings.temporal().target() + ", namespace " + namespace);
    }

    private Part worker() {
        var queue = stubs.blockingStub()
                .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(settings.temporal().namespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.CONTROL))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                        .build());
        Instant since = Instant.now().minus(SEEN);
        long polling = queue.getPollersList().stream()
                .filter(poller -> lastAccess(poller).isAfter(since))
                .count();
        return polling == 0 ? new Part("DOWN", "no worker polls") : new Part("UP", polling + " polling");
    }

    private static Instant lastAccess(PollerInfo poller) {
        return Instant.ofEpochSecond(poller.getLastAccessTime().getSeconds());
    }

    private static CompletableFuture<Part> start(ExecutorService threads, Callable<Part> check) {
        var result = new CompletableFuture<Part>();
        threads.execute(() -> {
            try {
                result.complete(check.call());
            } catch (Exception e) {
                result.complete(new Part("DOWN", "does not answer"));
            }
        });
        return result;
    }

    private static Part await(CompletableFuture<Part> check) {
        try {
            return check.get(DEADLINE.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Part("DOWN", "does not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Part("DOWN", "was not waited for");
        }
    }
}
