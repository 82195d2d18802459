package dev.slipway.testpods.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * One more process of a stack.
 *
 * @param process the process
 * @param url where it answers
 */
public record Another(Process process, String url) implements AutoCloseable {
    static Another awaitHealthy(Process process, String url) throws InterruptedException {
        var another = new Another(process, url);
        while (!another.healthy()) {
            if (!process.isAlive()) {
                throw new AssertionError("it ended with " + process.exitValue());
            }
            Thread.sleep(100);
        }
        return another;
    }

    private boolean healthy() throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url + "/health")).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
