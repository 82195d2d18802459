package dev.slipway.dist;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Stands in for {@code java} and {@code temporal} in tests of the launcher: writes down how it was called, then listens on
 * the port that the real program would take and says that it is well.
 */
public final class StubProgram {
    private StubProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = List.of(arguments);
        if (given.contains("dev.slipway.cli.training.Training")) {
            // Training sees nothing of the user's environment, so not the file either in which calls are written down.
            writeCache(given);
            return;
        }
        record(given);
        if (given.contains("operator")) {
            return;
        }
        if (given.contains("dev.slipway.cli.SlipwayCommand")) {
            System.out.println(
                    "cli " + given.subList(given.indexOf("dev.slipway.cli.SlipwayCommand") + 1, given.size()));
            return;
        }
        if (!System.getenv().getOrDefault("STUB_BROKEN", "").isEmpty()
                && given.contains(System.getenv("STUB_BROKEN"))) {
            System.out.println("the reason why it cannot start");
            System.exit(3);
        }
        listen(port(given), given);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void writeCache(List<String> given) throws IOException {
        String option = "-XX:AOTCacheOutput=";
        for (String argument : given) {
            if (argument.startsWith(option)) {
                Files.writeString(Path.of(argument.substring(option.length())), "a cache");
            }
        }
    }

    private static int port(List<String> given) {
        if (given.contains("server")) {
            return Integer.parseInt(given.get(given.indexOf("--port") + 1));
        }
        boolean api = given.contains("dev.slipway.api.ApiMain");
        return Integer.parseInt(System.getenv(api ? "SLIPWAY_API_PORT" : "SLIPWAY_WORKER_PORT"));
    }

    private static void listen(int port, List<String> given) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            boolean well = !sick(given);
            byte[] body = ("{\"status\":\"" + (well ? "UP" : "DOWN") + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(well ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Whether the file {@code sick} beside the record names this program: it can fall ill after it was started. */
    private static boolean sick(List<String> given) throws IOException {
        Path sick = Path.of(System.getenv("STUB_RECORD")).resolveSibling("sick");
        return Files.exists(sick) && given.contains(Files.readString(sick));
    }

    private static synchronized void record(List<String> given) throws IOException {
        StringBuilder lines = new StringBuilder("call " + String.join(" ", given) + "\n");
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("SLIPWAY_") || name.startsWith("HF_")) {
                lines.append("env ").append(name).append('=').append(value).append('\n');
            }
        });
        Files.writeString(
                Path.of(System.getenv("STUB_RECORD")), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
