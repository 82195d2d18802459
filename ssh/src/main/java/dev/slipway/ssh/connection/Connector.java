package dev.slipway.ssh.connection;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.HostIdentity;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.hostkey.FirstUse;
import dev.slipway.ssh.hostkey.HostKeyTrust;
import dev.slipway.ssh.identity.PrivateKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthNone;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import org.jspecify.annotations.Nullable;

/** Makes connections: each hop is reached through the one before it, with its own key and its own host key. */
final class Connector {
    private final SshSettings settings;
    private final FirstUse firstUse;
    private final ScheduledExecutorService clock;
    private final PrivateKeys keys = new PrivateKeys(SshjLibrary.CONFIG);

    Connector(SshSettings settings, FirstUse firstUse, ScheduledExecutorService clock) {
        this.settings = settings;
        this.firstUse = firstUse;
        this.clock = clock;
    }

    /** Connects and authenticates; blocks no longer than {@link #longest}. */
    Connection connect(HostAddress address) throws SshException {
        var guard = new StallGuard();
        var attempt = new Attempt();
        // What the library's own timeouts do not cover: a greeting that never comes through a jump.
        var abort = clock.schedule(attempt::abort, longest(address).toMillis(), TimeUnit.MILLISECONDS);
        try {
            @Nullable HostIdentity identity = null;
            for (var hop : route(address)) {
                identity = attempt.reach(hop, guard);
            }
            if (identity == null) {
                throw new IllegalStateException("a route has a last hop");
            }
            return new Connection(address.display(), attempt.clients(), identity, guard, settings);
        } catch (SshException e) {
            closeAll(attempt.clients());
            throw e;
        } finally {
            abort.cancel(false);
        }
    }

    Duration longest(HostAddress address) {
        return settings.connectTimeout()
                .plus(settings.handshakeTimeout())
                .multipliedBy(address.jumps().size() + 1L);
    }

    /** Innermost first, so that each says goodbye through a connection that still stands. */
    static void closeAll(List<SSHClient> clients) {
        for (var client : clients.reversed()) {
            try {
                client.close();
            } catch (IOException alreadyGone) {
                // Nothing to save.
            }
        }
    }

    /** The hops in order; each knows those before it, which makes it another machine than its namesake elsewhere. */
    private static List<HostAddress> route(HostAddress address) {
        var route = new ArrayList<HostAddress>();
        for (var jump : address.jumps()) {
            route.add(new HostAddress(
                    jump.user(), jump.host(), jump.port(), jump.identity(), jump.hostKeys(), List.copyOf(route)));
        }
        route.add(address);
        return route;
    }

    /** One try to connect, which another thread may abort. */
    private final class Attempt {
        private final List<SSHClient> clients = new ArrayList<>();
        private boolean aborted;

        synchronized List<SSHClient> clients() {
            return List.copyOf(clients);
        }

        synchronized boolean aborted() {
            return aborted;
        }

        void abort() {
            synchronized (this) {
                aborted = true;
            }
            Thread.ofVirtual().name("ssh-abort").start(() -> closeAll(clients()));
        }

        HostIdentity reach(HostAddress hop, StallGuard guard) throws SshException {
            var trust = HostKeyTrust.of(hop, firstUse);
            var method = authentication(hop);
            var jump = clients().isEmpty() ? null : clients().getLast();
            var client = SshjLibrary.client(settings, guard);
            client.addHostKeyVerifier(trust);
            add(client);
            try {
                link(client, jump, hop);
                client.auth(hop.user(), method);
            } catch (IOException | RuntimeException e) {
                throw trust.refusal().orElseGet(() -> ConnectFailures.explain(hop, settings, client, e, aborted()));
            }
            var key = trust.accepted();
            var version = "SSH-2.0-" + client.getTransport().getServerVersion();
            return new HostIdentity(key.text(), key.fingerprint(), version);
        }

        private synchronized void add(SSHClient client) {
            clients.add(client);
        }
    }

    private AuthMethod authentication(HostAddress hop) throws SshException {
        var identity = hop.identity();
        return identity == null ? new AuthNone() : new AuthPublickey(keys.read(identity, hop.display()));
    }

    private static void link(SSHClient client, @Nullable SSHClient jump, HostAddress hop) throws IOException {
        if (jump == null) {
            client.connect(hop.host(), hop.port());
            return;
        }
        client.connectVia(jump.newDirectConnection(hop.host(), hop.port()));
    }
}
