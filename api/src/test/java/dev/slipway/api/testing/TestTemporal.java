package dev.slipway.api.testing;

import dev.slipway.workflows.run.SearchAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server for tests: the real development server where its program is in the cache, else the one inside the JVM,
 * without time skipping.
 */
public final class TestTemporal implements AutoCloseable {
    private final @Nullable Process process;
    private final @Nullable TestWorkflowEnvironment environment;
    private final WorkflowServiceStubs stubs;

    private TestTemporal(
            @Nullable Process process, @Nullable TestWorkflowEnvironment environment, WorkflowServiceStubs stubs) {
        this.process = process;
        this.environment = environment;
        this.stubs = stubs;
    }

    public static TestTemporal start() {
        Path program = program();
        return Files.isExecutable(program) ? real(program) : inside();
    }

    /** A server that nobody has started. */
    public static TestTemporal absent() {
        return new TestTemporal(null, null, stubs(freePort()));
    }

    private static TestTemporal inside() {
        var environment = TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
        environment.registerSearchAttribute(
                SearchAttributes.POD.getName(), io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        environment.registerSearchAttribute(
                SearchAttributes.MODEL.getName(), io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        environment.registerSearchAttribute(
                SearchAttributes.DEPLOYMENT.getName(),
                io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        environment.registerSearchAttribute(
                SearchAttributes.KIND.getName(), io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        return new TestTemporal(null, environment, environment.getWorkflowServiceStubs());
    }

    private static TestTemporal real(Path program) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--headless",
                "--log-level",
                "never"));
        List.of(SearchAttributes.POD, SearchAttributes.MODEL, SearchAttributes.DEPLOYMENT, SearchAttributes.KIND)
                .forEach(key -> command.addAll(List.of("--search-attribute", key.getName() + "=Keyword")));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            WorkflowServiceStubs stubs = stubs(port);
            stubs.connect(Duration.ofSeconds(30));
            return new TestTemporal(process, null, stubs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public WorkflowServiceStubs stubs() {
        return stubs;
    }

    public WorkflowClient client() {
        return WorkflowClient.newInstance(stubs, WorkflowClientOptions.getDefaultInstance());
    }

    private static WorkflowServiceStubs stubs(int port) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .build());
    }

    /** As the launcher does: {@code SLIPWAY_CACHE}, else the user's cache folder. */
    private static Path program() {
        String given = System.getenv("SLIPWAY_CACHE");
        Path cache = given == null || given.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "slipway")
                : Path.of(given);
        return cache.resolve("temporal-1.5.1").resolve("temporal");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(5, TimeUnit.SECONDS);
        if (environment != null) {
            environment.close();
        }
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }
}
