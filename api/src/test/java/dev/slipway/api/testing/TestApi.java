package dev.slipway.api.testing;

import dev.slipway.client.SlipwayClient;
import dev.slipway.config.settings.ProcessProperties;
import dev.slipway.config.settings.Settings;
import dev.slipway.config.settings.SettingsLoader;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A real API server on a free port, with an H2 database of its own and the Temporal server of the test. */
public final class TestApi implements AutoCloseable {
    private final String id;
    private final Path home;
    private final EmbeddedServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestApi(String id, Path home, EmbeddedServer server) {
        this.id = id;
        this.home = home;
        this.server = server;
    }

    public static TestApi start(TestTemporal temporal) {
        return start(temporal, Map.of());
    }

    /**
     * Starts one.
     *
     * @param properties more of the framework's properties
     */
    public static TestApi start(TestTemporal temporal, Map<String, Object> properties) {
        return start(temporal, properties, Map.of());
    }

    /**
     * Starts one.
     *
     * @param properties more of the framework's properties
     * @param environment settings that are not the defaults, by environment variable
     */
    public static TestApi start(
            TestTemporal temporal, Map<String, Object> properties, Map<String, String> environment) {
        String id = UUID.randomUUID().toString();
        Path home = temporaryFolder();
        Map<String, String> given = new HashMap<>(environment);
        given.put("SLIPWAY_HOME", home.toString());
        given.put(
                "SLIPWAY_DATABASE_URL",
                "jdbc:h2:mem:" + id
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        Settings settings = SettingsLoader.load(given);
        TestBeans.SETTINGS.put(id, settings);
        TestBeans.STUBS.put(id, temporal.stubs());
        Map<String, Object> all = new HashMap<>(ProcessProperties.of(settings, "slipway-api", "127.0.0.1", 0));
        all.put("test.id", id);
        all.putAll(properties);
        return new TestApi(id, home, ApplicationContext.run(EmbeddedServer.class, all, "test"));
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public Path home() {
        return home;
    }

    public URI address() {
        return server.getURI();
    }

    /** The first admin token. */
    public String token() {
        try {
            return Files.readString(home.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SlipwayClient client() {
        return SlipwayClient.connect(address(), token());
    }

    /** Sends a request with the admin token, as a program would that is not ours. */
    public HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, body, token());
    }

    public HttpResponse<String> send(String method, String path, String body, String bearer) {
        var request = HttpRequest.newBuilder(address().resolve(path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a signal would. */
    @Override
    public void close() {
        http.shutdownNow();
        server.stop();
        server.getApplicationContext().close();
        TestBeans.SETTINGS.remove(id);
        TestBeans.STUBS.remove(id);
        delete(home);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("slipway-api-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
