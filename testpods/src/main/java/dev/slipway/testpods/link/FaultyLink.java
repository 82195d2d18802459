package dev.slipway.testpods.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port of 127.0.0.1 in front of another one: passes everything on, and on demand refuses, cuts, freezes or delays, as a
 * network does. Works before any server, real or simulated.
 */
public final class FaultyLink implements AutoCloseable {
    private final int target;
    private final int port;
    private final Gate gate = new Gate();
    private final Set<LinkedPair> pairs = ConcurrentHashMap.newKeySet();
    private volatile Duration latency = Duration.ZERO;
    private @Nullable ServerSocket listener;
    private Thread acceptor;

    private FaultyLink(int port, int target) {
        this.target = target;
        this.listener = listen(port);
        this.port = listener.getLocalPort();
        this.acceptor = acceptFrom(listener);
    }

    /** A link on a free port to this port. */
    public static FaultyLink to(int target) {
        return new FaultyLink(0, target);
    }

    /** A link on a port of the caller's choice. */
    public static FaultyLink between(int port, int target) {
        return new FaultyLink(port, target);
    }

    /** The port to connect to. */
    public int port() {
        return port;
    }

    /** New connections are refused; open ones go on. */
    public synchronized void refuse() {
        if (listener != null) {
            close(listener);
            awaitEnd(acceptor); // until it lets go of the socket, the system still takes connections for it
            listener = null;
        }
    }

    /** Undoes {@link #refuse}. */
    public synchronized void accept() {
        if (listener == null) {
            listener = listen(port);
            acceptor = acceptFrom(listener);
        }
    }

    /** Cuts every open connection; new ones are taken. */
    public void drop() {
        pairs.forEach(LinkedPair::cut);
    }

    /** No byte passes any more, in any direction; nothing is closed, and new connections hang. */
    public void freeze() {
        gate.shut();
    }

    /** Undoes {@link #freeze}: what was held back passes. */
    public void thaw() {
        gate.open();
    }

    /** Every chunk of bytes waits so long before it passes, in each direction. */
    public void delay(Duration perChunk) {
        latency = perChunk;
    }

    /** Connections that are open now. */
    public int connectionCount() {
        return pairs.size();
    }

    @Override
    public void close() {
        refuse();
        thaw();
        drop();
    }

    private Thread acceptFrom(ServerSocket socket) {
        return Thread.ofVirtual().name("link-" + socket.getLocalPort()).start(() -> {
            try {
                while (true) {
                    join(socket.accept());
                }
            } catch (IOException closed) {
                // refuse() closed the listener.
            }
        });
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(Socket client) {
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var pair = new LinkedPair(client, server, gate, () -> latency);
            pairs.add(pair);
            pair.start(() -> pairs.remove(pair));
        } catch (IOException targetIsDown) {
            close(client);
        }
    }

    private static ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException("port " + port, failure);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyGone) {
            // Nothing is left to close.
        }
    }
}
