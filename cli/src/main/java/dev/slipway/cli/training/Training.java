package dev.slipway.cli.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.cli.Dispatcher;
import dev.slipway.cli.screen.Screen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Runs the everyday commands against a server of its own in this process, so that the JVM can write down what they load. Started by the
 * launcher with {@code -XX:AOTCacheOutput}; touches nothing of the user's.
 */
public final class Training {
    private static final String POD = """
            {"name":"a","target":"u@h","address":"u@h:22","sshMode":"shell","root":"/r","status":"READY","reason":"",
             "hostKeyFingerprint":"SHA256:x","fingerprint":"f","mount":"","modelsPath":"","environment":{"A":"b"},
             "gpus":[{"index":0,"uuid":"GPU-1","name":"H100","memoryTotalMiB":81559,"memoryFreeMiB":81000,
             "computeCapability":"9.0","reservedPercent":0.5,"holders":[]}],"facts":{"os":"Debian"},
             "runtimes":[{"name":"release","status":"READY","vllm":"1","torch":"1","cuda":"","python":"3",
             "gpuCount":1,"updatedAt":"2026-01-01T00:00:00Z"}],
             "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}""";

    private static final String DEPLOYMENT = """
            {"name":"d","pod":"a","model":"o/m","revision":"main","status":"READY","reason":"","port":8001,"instance":1,
             "gpuUuids":["GPU-1"],"command":["vllm"],"kind":"chat","createdAt":"2026-01-01T00:00:00Z",
             "readyAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}""";

    private static final String RUN = """
            {"id":"1","kind":"START","status":"DONE","pod":"a","model":"o/m","deployment":"d","workflowId":"w",
             "steps":[{"name":"plan","title":"Plan","state":"DONE","detail":"","startedAt":"2026-01-01T00:00:00Z",
             "endedAt":"2026-01-01T00:00:01Z"}],"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}""";

    private static final String EVENTS = """
            id: 1
            event: STEP
            data: {"number":1,"type":"STEP","at":"2026-01-01T00:00:00Z","message":"","step":{"name":"plan","title":"Plan","state":"DONE","detail":"","startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:00:01Z"}}

            event: end
            data: {}

            """;

    private static final List<List<String>> COMMANDS = List.of(
            List.of("list"),
            List.of("list", "--show-keys"),
            List.of("pods"),
            List.of("pods", "show", "a"),
            List.of("models", "list", "--pod", "a"),
            List.of("runs", "list"),
            List.of("runs", "watch", "1"),
            List.of("list", "-o", "json"),
            List.of("list", "--unknown"),
            List.of("--version"),
            List.of("start", "--help"),
            List.of("--help"));

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Training::answer);
        server.start();
        Map<String, String> environment = Map.of(
                "SLIPWAY_SERVER", "http://127.0.0.1:" + server.getAddress().getPort(), "SLIPWAY_TOKEN", "training");
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var screen = new Screen(nowhere, nowhere, new ByteArrayInputStream(new byte[0]), false, false);
        COMMANDS.forEach(command -> new Dispatcher(environment, screen, Clock.systemUTC()).run(command));
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean events = path.endsWith("/events");
        byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", events ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String body(String path) {
        return switch (path) {
            case "/api/v1/deployments" -> "[" + DEPLOYMENT + "]";
            case "/api/v1/pods" -> "[" + POD + "]";
            case "/api/v1/pods/a" -> POD;
            case "/api/v1/runs" -> "[" + RUN + "]";
            case "/api/v1/runs/1" -> RUN;
            case "/api/v1/runs/1/events" -> EVENTS;
            default -> "[]";
        };
    }
}
