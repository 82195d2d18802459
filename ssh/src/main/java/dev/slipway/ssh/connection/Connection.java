package dev.slipway.ssh.connection;

import dev.slipway.ssh.HostIdentity;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** One authenticated connection, with the clients of the jumps that it goes through. Thread-safe. */
final class Connection {
    /** So many commands that were given up and still run fill the server's sessions, and a new connection is better. */
    private static final int MOST_LINGERING = 4;

    private static final int WAKE_ALL = 1_000_000;

    private final String name;
    private final List<SSHClient> hops;
    private final HostIdentity identity;
    private final StallGuard guard;
    private final SshSettings settings;
    private final Semaphore permits;
    private int users;
    private int lingering;
    private boolean retired;
    private long unusedSince = System.nanoTime();

    /** @param hops connected clients, outermost jump first; the last is the machine itself */
    Connection(String name, List<SSHClient> hops, HostIdentity identity, StallGuard guard, SshSettings settings) {
        this.name = name;
        this.hops = List.copyOf(hops);
        this.identity = identity;
        this.guard = guard;
        this.settings = settings;
        this.permits = new Semaphore(settings.channelsPerConnection(), true);
        machine().getTransport().setDisconnectListener((reason, message) -> permits.release(WAKE_ALL));
    }

    HostIdentity identity() {
        return identity;
    }

    boolean alive() {
        return machine().isConnected();
    }

    boolean usable() {
        return alive() && !isRetired();
    }

    private synchronized boolean isRetired() {
        return retired;
    }

    /** Counts a user, who keeps it from being closed as idle; false when it is not to be used any more. */
    boolean enter() {
        // Asked outside our lock: the library answers under one that it also holds while it tells channels, and so us,
        // of
        // their end.
        return alive() && countUser();
    }

    private synchronized boolean countUser() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void leave() {
        users--;
        unusedSince = System.nanoTime();
        closeIfRetired();
    }

    /** No new users; closed when the last one leaves. */
    synchronized void retire() {
        retired = true;
        closeIfRetired();
    }

    synchronized void retireIfIdle(Duration longest) {
        if (users == 0 && System.nanoTime() - unusedSince > longest.toNanos()) {
            retire();
        }
    }

    private void closeIfRetired() {
        if (retired && users == 0) {
            Thread.ofVirtual().name("ssh-disconnect").start(this::close);
        }
    }

    void check() throws IOException {
        guard.check(settings.lostAfter());
    }

    void close() {
        synchronized (this) {
            retired = true;
        }
        Connector.closeAll(hops);
    }

    /**
     * Opens a session channel, waiting for a free one; a refusal by the server is tried again until the deadline. The
     * caller has entered; the channel leaves when it ends.
     *
     * @throws SshException CHANNEL_REFUSED, CONNECTION_LOST (nothing was sent), INTERRUPTED
     */
    ExecChannel session(Deadline deadline) throws SshException {
        acquirePermit(deadline);
        var opening = deadline.orAfter(settings.channelTimeout());
        for (var attempt = 0; ; attempt++) {
            var channel = new ExecChannel(machine().getConnection());
            try {
                channel.open(opening);
                channel.life().callbacks(() -> left(channel.life()), () -> gone(channel.life()));
                return channel;
            } catch (OpenFailException e) {
                pauseAfterRefusal(attempt, opening, e);
            } catch (IOException e) {
                channel.abandon(Kind.CONNECTION_LOST);
                permits.release();
                throw CommandFailures.opening(name, opening, e);
            }
        }
    }

    /**
     * Opens a TCP connection from the server. These do not count as sessions.
     *
     * @throws OpenFailException when the server refuses, or nothing listens there
     */
    ForwardChannel forward(String host, int port, Deadline deadline) throws SshException, OpenFailException {
        var channel = new ForwardChannel(machine().getConnection(), host, port);
        var opening = deadline.orAfter(settings.channelTimeout());
        try {
            channel.open(opening);
            channel.life().callbacks(this::leave, () -> {});
            return channel;
        } catch (OpenFailException e) {
            throw e;
        } catch (IOException e) {
            channel.abandon(Kind.CONNECTION_LOST);
            throw CommandFailures.opening(name, opening, e);
        }
    }

    private void acquirePermit(Deadline deadline) throws SshException {
        try {
            if (permits.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            throw CommandFailures.interrupted(name, e);
        }
        throw new SshException(
                Kind.CHANNEL_REFUSED,
                "All %d channels to %s stayed busy.".formatted(settings.channelsPerConnection(), name));
    }

    /** The server counts a closed session for a while. */
    private void pauseAfterRefusal(int attempt, Deadline deadline, OpenFailException refusal) throws SshException {
        var longest = Math.min(200, 10L << Math.min(attempt, 5));
        try {
            if (!deadline.passed()) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
                return;
            }
        } catch (InterruptedException e) {
            permits.release();
            throw CommandFailures.interrupted(name, e);
        }
        permits.release();
        throw new SshException(
                Kind.CHANNEL_REFUSED, "%s refuses another channel: %s.".formatted(name, refusal.getMessage()), refusal);
    }

    private void left(ChannelLife life) {
        permits.release();
        if (life.abandoned().isPresent()) {
            linger(1);
        }
        leave();
    }

    private void gone(ChannelLife life) {
        if (life.abandoned().isPresent()) {
            linger(-1);
        }
    }

    private synchronized void linger(int change) {
        lingering += change;
        if (lingering >= MOST_LINGERING) {
            retire();
        }
    }

    private SSHClient machine() {
        return hops.getLast();
    }
}
