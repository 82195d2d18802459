package dev.slipway.ssh.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends back what it gets until the client's stream ends, then says {@code bye} and closes. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final AtomicInteger open = new AtomicInteger();

    EchoServer() throws IOException {
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Connections that have not ended. */
    int open() {
        return open.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void echo(Socket client) {
        open.incrementAndGet();
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
            client.getOutputStream().write("bye".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            // The other side is gone, which some tests want.
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
