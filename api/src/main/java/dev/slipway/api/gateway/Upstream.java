package dev.slipway.api.gateway;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to model servers. */
@Singleton
class Upstream {
    static {
        // Below the 5 s after which vLLM's server closes an idle connection, so that none is used while it is closed.
        System.setProperty("jdk.httpclient.keepalive.timeout", "3");
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * Sends a request.
     *
     * @param over is run once, when the exchange is over in whatever way
     */
    Exchange send(HttpRequest request, Runnable over) {
        return new Exchange(http.sendAsync(request, BodyHandlers.ofPublisher()), over);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
