package dev.slipway.bench;

import dev.slipway.testpods.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How soon {@code api} and {@code worker} are ready, and what they hold when nothing happens. */
final class Processes {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final double READY_LIMIT = 5;
    private static final double MEMORY_LIMIT = 400;

    private final Stack stack;
    private final String which;
    private final TwoCores cores;
    private final HttpClient http = HttpClient.newHttpClient();

    /** A stack that does not run, and which of its starts this one will be. */
    Processes(Stack stack, String which) throws IOException {
        this.stack = stack;
        this.which = which;
        this.cores = TwoCores.ofThisMachine();
    }

    /** Starts the stack: all that it starts has the same two cores. */
    List<Figure> measure() throws IOException, InterruptedException {
        var up = Thread.ofVirtual().start(this::up);
        Ready worker = ready("worker", stack.workerUrl());
        Ready api = ready("api", stack.apiUrl());
        up.join();
        Thread.sleep(IDLE);
        var figures = new ArrayList<Figure>();
        for (Ready each : List.of(worker, api)) {
            figures.add(new Figure(
                    each.name + ": " + which + " start to ready",
                    each.seconds,
                    READY_LIMIT,
                    "s",
                    "process start to /health 200, " + cores.note()));
            figures.add(new Figure(
                    each.name + ": resident memory, " + which + " start",
                    residentMebibytes(each.pid),
                    MEMORY_LIMIT,
                    "MiB",
                    "VmRSS after " + IDLE.toSeconds() + " s idle"));
        }
        return figures;
    }

    private void up() {
        try {
            stack.expectDone(cores.prefix(), List.of("up"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Ready ready(String name, String url) throws InterruptedException {
        while (!healthy(url)) {
            Thread.sleep(20);
        }
        Instant now = Instant.now();
        long pid = stack.pid(name);
        Instant started = ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .orElseThrow();
        return new Ready(name, pid, Duration.between(started, now).toMillis() / 1000.0);
    }

    private boolean healthy(String url) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + "/health")).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double residentMebibytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }

    private record Ready(String name, long pid, double seconds) {}
}
