package dev.slipway.api.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A model server that answers a piece when the test says so. A body with {@code "stream": true} is answered by server-sent
 * events, one a piece; each other one by its own text. It notices when the one who asked goes away.
 */
final class StubVllm implements AutoCloseable {
    /** The piece that ends an answer. */
    static final String END = "";

    final List<String> heads = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    /** A permit for each caller that went away before its answer was over. */
    final Semaphore gone = new Semaphore(0);
    /** A permit for each request that has arrived. */
    final Semaphore arrived = new Semaphore(0);

    private final ServerSocket server;

    StubVllm() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var input = new BufferedInputStream(socket.getInputStream());
            for (String head = head(input); !head.isEmpty(); head = head(input)) {
                heads.add(head);
                String body = new String(input.readNBytes(length(head)), StandardCharsets.UTF_8);
                bodies.add(body);
                arrived.release();
                answer(socket, input, head, body);
            }
        } catch (IOException | InterruptedException e) {
            gone.release();
        }
    }

    private void answer(Socket socket, InputStream input, String head, String body)
            throws IOException, InterruptedException {
        OutputStream output = socket.getOutputStream();
        if (head.startsWith("GET /health")) {
            write(output, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        boolean streams = body.replace(" ", "").contains("\"stream\":true");
        String first = piece(socket, input);
        if (!streams) {
            write(
                    output,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + first.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + first);
            return;
        }
        write(output, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String piece = first; !piece.equals(END); piece = piece(socket, input)) {
            String event = "data: " + piece + "\n\n";
            write(output, Integer.toHexString(event.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + event + "\r\n");
        }
        write(output, "0\r\n\r\n");
    }

    /** Waits for a piece, and looks meanwhile whether the caller is still there: it sends nothing while it waits. */
    private String piece(Socket socket, InputStream input) throws IOException, InterruptedException {
        socket.setSoTimeout(20);
        try {
            while (true) {
                String piece = pieces.poll(20, TimeUnit.MILLISECONDS);
                if (piece != null) {
                    return piece;
                }
                try {
                    if (input.read() < 0) {
                        throw new IOException("the caller went away");
                    }
                } catch (SocketTimeoutException e) {
                    // It is there.
                }
            }
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private static void write(OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    private static String head(InputStream input) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0; next = input.read()) {
            bytes.write(next);
            String text = bytes.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .findFirst()
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .orElse(0);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
