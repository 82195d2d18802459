package dev.slipway.api.deployment;

import dev.slipway.api.gateway.Tunnels;
import dev.slipway.api.pod.PodLink;
import dev.slipway.ssh.SshException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server whether it is well. */
@Singleton
class HealthProbe {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Tunnels tunnels;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .build();

    HealthProbe(Tunnels tunnels) {
        this.tunnels = tunnels;
    }

    /** Whether {@code /health} answers 200 in time. */
    boolean healthy(PodLink link, int port) {
        try {
            URI address = URI.create("http://127.0.0.1:" + tunnels.localPort(link, port) + "/health");
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(DEADLINE).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException | SshException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
