package dev.slipway.ssh.connection;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.HostIdentity;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/**
 * The place of one connection in the pool: made when first needed, shared by all who need it, re-made when lost, closed
 * when idle. Thread-safe.
 */
public final class ConnectionSlot {
    /** A server that takes connections and drops each at once is not asked for ever. */
    private static final int MOST_CONNECTIONS = 3;

    private final HostAddress address;
    private final Connector connector;
    private final SshSettings settings;
    private @Nullable CompletableFuture<Connection> current;
    private int holds;
    private boolean closed;

    ConnectionSlot(HostAddress address, Connector connector, SshSettings settings) {
        this.address = address;
        this.connector = connector;
        this.settings = settings;
    }

    public String name() {
        return address.display();
    }

    /** Connects if that is not done, and answers what was learned. */
    public HostIdentity connect(Deadline deadline) throws SshException {
        return connection(deadline).identity();
    }

    /** A free session channel. */
    public ExecChannel session(Deadline deadline) throws SshException {
        try {
            return onConnection(deadline, connection -> connection.session(deadline));
        } catch (OpenFailException e) {
            throw new IllegalStateException("a refused session has its own exception", e);
        }
    }

    /** A TCP connection from the machine to a port of its own loopback. */
    public ForwardChannel forward(int port, Deadline deadline) throws SshException, OpenFailException {
        return onConnection(deadline, connection -> connection.forward("127.0.0.1", port, deadline));
    }

    /** While held, a connection is not closed as idle. */
    public synchronized void hold() {
        holds++;
    }

    public synchronized void release() {
        holds--;
    }

    private interface Opening<T> {
        T open(Connection connection) throws SshException, OpenFailException;
    }

    /** A connection that turns out to be lost before anything was sent on it is replaced. */
    private <T> T onConnection(Deadline deadline, Opening<T> opening) throws SshException, OpenFailException {
        for (var left = MOST_CONNECTIONS; ; left--) {
            var connection = connection(deadline);
            if (!connection.enter()) {
                if (left > 1) {
                    continue;
                }
                throw new SshException(Kind.CONNECTION_LOST, name() + " closes each connection at once.");
            }
            try {
                return opening.open(connection);
            } catch (OpenFailException e) {
                connection.leave();
                throw e;
            } catch (SshException e) {
                connection.leave();
                if (e.kind() != Kind.CONNECTION_LOST || left == 1 || deadline.passed()) {
                    throw e;
                }
            }
        }
    }

    private Connection connection(Deadline deadline) throws SshException {
        try {
            return attempt().get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw CommandFailures.interrupted(name(), e);
        } catch (TimeoutException e) {
            throw new SshException(Kind.CONNECT_TIMEOUT, name() + " could not be reached in time.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SshException known) {
                throw new SshException(known.kind(), String.valueOf(known.getMessage()), known);
            }
            throw new IllegalStateException("connecting to " + name() + " failed in an unknown way", e);
        }
    }

    /** The connection or the try to make one, which all callers share; a new try where the last one came to nothing. */
    private synchronized CompletableFuture<Connection> attempt() throws SshException {
        if (closed) {
            throw closedByUs();
        }
        var known = current;
        if (known != null
                && (!known.isDone()
                        || (!known.isCompletedExceptionally() && known.join().usable()))) {
            return known;
        }
        if (known != null && !known.isCompletedExceptionally()) {
            known.join().retire();
        }
        var fresh = new CompletableFuture<Connection>();
        current = fresh;
        Thread.ofVirtual().name("ssh-connect " + name()).start(() -> connectInto(fresh));
        return fresh;
    }

    private void connectInto(CompletableFuture<Connection> outcome) {
        try {
            var connection = connector.connect(address);
            if (!outcome.complete(connection)) {
                connection.close();
            }
        } catch (SshException | RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Called every now and then: notices a stalled write, and closes what nobody uses. */
    void check() throws IOException {
        var connection = established();
        if (connection == null) {
            return;
        }
        connection.check();
        if (mayIdle()) {
            connection.retireIfIdle(settings.idleTimeout());
        }
    }

    private synchronized boolean mayIdle() {
        return holds == 0;
    }

    private synchronized @Nullable Connection established() {
        var known = current;
        if (known == null || !known.isDone() || known.isCompletedExceptionally()) {
            return null;
        }
        return known.join().alive() ? known.join() : null;
    }

    /** Closes the connection, for example because the machine is another one now; the next use makes a new one. */
    void drop() {
        var last = detach(false);
        if (last != null) {
            abandon(last);
        }
    }

    /** Closes the connection; there will be no other. */
    void close() {
        var last = detach(true);
        if (last != null) {
            abandon(last);
        }
    }

    private synchronized @Nullable CompletableFuture<Connection> detach(boolean forGood) {
        closed = closed || forGood;
        var last = current;
        current = null;
        return last;
    }

    /** Those who wait for a try that goes on are told; its connection is closed when it comes. */
    private void abandon(CompletableFuture<Connection> last) {
        if (!last.completeExceptionally(closedByUs()) && !last.isCompletedExceptionally()) {
            last.join().close();
        }
    }

    private SshException closedByUs() {
        return new SshException(Kind.CONNECTION_LOST, "The connections to " + name() + " were closed.");
    }
}
