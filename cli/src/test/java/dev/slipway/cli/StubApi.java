package dev.slipway.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.Problem;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An API that answers what a test tells it to, and remembers what it was asked. */
final class StubApi implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, List<RunEvent>> events = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Set<String> endless = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    private record Answer(int status, String type, String body) {}

    StubApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers {@code "GET /api/v1/pods"} and the like with a value. */
    StubApi on(String request, Object value) {
        answers.put(request, new Answer(200, "application/json", JsonCodec.write(value)));
        return this;
    }

    StubApi failing(String request, int status, String code, String detail, String remedy) {
        var problem = new Problem("about:blank", code, status, detail, code, remedy, "/");
        answers.put(request, new Answer(status, Problem.MEDIA_TYPE, JsonCodec.write(problem)));
        return this;
    }

    /** A run that can be asked for, and its events. */
    StubApi run(Run run, RunEvent... happened) {
        on("GET /api/v1/runs/" + run.id(), run);
        events.put("GET /api/v1/runs/" + run.id() + "/events", new ArrayList<>(List.of(happened)));
        return this;
    }

    /** Requests like this one are not answered before {@code until} opens. */
    StubApi holding(String request, CountDownLatch until) {
        held.put(request, until);
        return this;
    }

    /** Its stream of events stays open when all were told. */
    StubApi endless(String run) {
        endless.add("GET /api/v1/runs/" + run + "/events");
        return this;
    }

    /** Requests so far: method, path, query and body. */
    List<String> requests() {
        return requests;
    }

    List<String> authorizations() {
        return authorizations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request + (query == null ? "" : "?" + query) + (body.isEmpty() ? "" : " " + body));
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        await(held.get(request));
        Answer answer = events.containsKey(request)
                ? new Answer(200, "text/event-stream", stream(exchange, request))
                : answers.getOrDefault(request, missing(request));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        boolean open = endless.contains(request);
        exchange.sendResponseHeaders(answer.status(), open ? 0 : bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        if (open) {
            exchange.getResponseBody().flush();
            return;
        }
        exchange.close();
    }

    private static void await(@Nullable CountDownLatch latch) throws IOException {
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Events after {@code Last-Event-ID}; half of them at a time, so that a reader has to come back. */
    private String stream(HttpExchange exchange, String request) {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        long after = last == null ? 0 : Long.parseLong(last);
        List<RunEvent> left = events.getOrDefault(request, List.of()).stream()
                .filter(event -> event.number() > after)
                .toList();
        int told = left.size() > 1 ? (left.size() + 1) / 2 : left.size();
        var text = new StringBuilder();
        left.subList(0, told).forEach(event -> text.append("id: ")
                .append(event.number())
                .append("\ndata: ")
                .append(JsonCodec.write(event))
                .append("\n\n"));
        if (told == left.size() && !endless.contains(request)) {
            text.append("event: end\ndata: {}\n\n");
        }
        return text.toString();
    }

    private static Answer missing(String request) {
        var problem =
                new Problem("about:blank", "NOT_FOUND", 404, "No answer for " + request, "NOT_FOUND", "Tell one.", "/");
        return new Answer(404, Problem.MEDIA_TYPE, JsonCodec.write(problem));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
