package dev.slipway.testpods.link;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;

/** One connection through the link: two sockets, and a pump in each direction. */
final class LinkedPair {
    private static final int CHUNK = 1 << 16;

    private final Socket client;
    private final Socket server;
    private final Gate gate;
    private final Supplier<Duration> latency;

    LinkedPair(Socket client, Socket server, Gate gate, Supplier<Duration> latency) {
        this.client = client;
        this.server = server;
        this.gate = gate;
        this.latency = latency;
    }

    /** Pumps until either side ends; then {@code ended} runs once. */
    void start(Runnable ended) {
        Thread.ofVirtual().start(() -> {
            var upward = Thread.ofVirtual().start(() -> pump(client, server));
            pump(server, client);
            try {
                upward.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            cut();
            ended.run();
        });
    }

    /** Ends both at once, in the middle of whatever they say. */
    void cut() {
        close(client);
        close(server);
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[CHUNK];
        try {
            var input = from.getInputStream();
            var output = to.getOutputStream();
            for (var length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                Thread.sleep(latency.get());
                gate.pass();
                output.write(buffer, 0, length);
            }
            gate.pass();
            to.shutdownOutput();
        } catch (IOException ended) {
            cut();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }
}
