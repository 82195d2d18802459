package dev.slipway.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and answers: turns every failure into an {@link ApiException}. Safe for use by several threads. */
final class Transport implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final URI server;
    private final String token;
    private final Duration timeout;
    private final HttpClient http;

    Transport(URI server, String token, Duration timeout) {
        this.server = server;
        this.token = token;
        this.timeout = timeout;
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
        boolean plain = "http".equals(server.getScheme());
        this.http = plain ? http.sslContext(new NoTls()).build() : http.build();
    }

    <T> T get(String path, Class<T> type) {
        return JsonCodec.read(text("GET", path, null), type);
    }

    <T> List<T> list(String path, Class<T> type) {
        return JsonCodec.readList(text("GET", path, null), type);
    }

    <T> T send(String method, String path, @Nullable Object body, Class<T> type) {
        return JsonCodec.read(text(method, path, body), type);
    }

    void send(String method, String path, @Nullable Object body) {
        text(method, path, body);
    }

    /** {@code GET} whatever its status is: for health, where 503 has the same body as 200. */
    <T> T getAnyStatus(String path, Class<T> type) {
        return JsonCodec.read(
                exchange(request("GET", path, null).build(), BodyHandlers.ofString())
                        .body(),
                type);
    }

    /** A body that goes on, without a deadline. The caller closes it. */
    InputStream stream(String path) {
        HttpResponse<InputStream> response = exchange(request("GET", path, null).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() < 300) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw failure(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Lines of a body that goes on, pushed to {@code lines}, without a deadline. */
    void lines(String path, String lastEventId, LineQueue lines) {
        HttpRequest.Builder request = request("GET", path, null).setHeader("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.setHeader("Last-Event-ID", lastEventId);
        }
        BodyHandler<String> handler = info -> info.statusCode() < 300
                ? HttpResponse.BodySubscribers.fromLineSubscriber(lines, subscriber -> "", StandardCharsets.UTF_8, null)
                : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
        http.sendAsync(request.build(), handler).whenComplete((response, thrown) -> {
            if (thrown != null) {
                lines.onError(thrown);
            } else if (response.statusCode() >= 300) {
                lines.onError(failure(response, response.body()));
            }
        });
    }

    private String text(String method, String path, @Nullable Object body) {
        HttpResponse<String> response =
                exchange(request(method, path, body).timeout(timeout).build(), BodyHandlers.ofString());
        if (response.statusCode() < 300) {
            return response.body();
        }
        throw failure(response, response.body());
    }

    private HttpRequest.Builder request(String method, String path, @Nullable Object body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JsonCodec.write(body));
        var request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, publisher)
                .setHeader("Accept", "application/json, application/problem+json, */*;q=0.5");
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return request;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnreachableException("Interrupted while waiting for " + server + ".", e);
        }
    }

    ApiUnreachableException unreachable(Throwable cause) {
        String what =
                switch (cause) {
                    case HttpTimeoutException _ -> " did not answer in time.";
                    case ConnectException _ -> " cannot be reached: nobody listens there.";
                    default -> " cannot be reached: " + cause.getMessage();
                };
        return new ApiUnreachableException("The Slipway API at " + server + what, cause);
    }

    private ApiException failure(HttpResponse<?> response, String body) {
        boolean problem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith(Problem.MEDIA_TYPE))
                .isPresent();
        return problem
                ? new ApiException(JsonCodec.read(body, Problem.class))
                : new ApiUnreachableException(
                        "What answers at " + server + " is not a Slipway API (status " + response.statusCode() + ").");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
