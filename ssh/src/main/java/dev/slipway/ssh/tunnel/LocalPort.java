package dev.slipway.ssh.tunnel;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.Tunnel;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a free port of the local loopback, and joins each connection with a new one on the remote side. Nothing of
 * it depends on one SSH connection: a lost one costs only what went through it.
 */
public final class LocalPort implements Tunnel {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPort.class);
    private static final int BACKLOG = 256;
    private static final Duration LETTING_GO = Duration.ofSeconds(5);

    private final ServerSocket listener;
    private final Route route;
    private final Runnable whenClosed;
    private final Set<Joint> joints = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread acceptor;

    private LocalPort(ServerSocket listener, Route route, Runnable whenClosed) {
        this.listener = listener;
        this.route = route;
        this.whenClosed = whenClosed;
        this.acceptor =
                Thread.ofVirtual().name("ssh-tunnel " + listener.getLocalPort()).unstarted(this::accept);
    }

    /** Starts to listen. */
    public static LocalPort open(Route route, Runnable whenClosed) {
        try {
            var listener = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
            var port = new LocalPort(listener, route, whenClosed);
            port.acceptor.start();
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("no port of the local loopback is free", e);
        }
    }

    @Override
    public int localPort() {
        return listener.getLocalPort();
    }

    @Override
    public boolean relayed() {
        return route.relayed();
    }

    @Override
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        if (listener.isClosed()) {
            return;
        }
        closeQuietly(listener);
        awaitAcceptor();
        joints.forEach(Joint::close);
        whenClosed.run();
    }

    /** The port is free only when the thread that accepts has let go of it. */
    private void awaitAcceptor() {
        try {
            acceptor.join(LETTING_GO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().name("ssh-tunnel-join").start(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("a tunnel could not take a connection: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(Socket client) {
        try {
            join(client);
        } finally {
            connections.decrementAndGet();
        }
    }

    private void join(Socket client) {
        try {
            client.setTcpNoDelay(true);
            var joint = new Joint(client, route.dial());
            joints.add(joint);
            try {
                if (!listener.isClosed()) {
                    joint.run();
                }
            } finally {
                joint.close();
                joints.remove(joint);
            }
        } catch (SshException e) {
            LOG.debug("a tunnel could not reach the other side: {}", e.getMessage());
            reset(client);
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    /** The client sees a broken connection, not an empty answer. */
    private static void reset(Socket client) {
        try {
            client.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // Nothing to tell it any more.
        }
        closeQuietly(client);
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyClosed) {
            // It is closed, which is what was wanted.
        }
    }
}
