package dev.slipway.ssh.tunnel;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.connection.ConnectionSlot;
import java.time.Duration;

/** Forwarding as long as the server allows it, else a relay. Thread-safe. */
public final class Route {
    /** For reaching the machine and the port, per connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectionSlot slot;
    private final Lanes lanes;
    private final int port;
    private volatile Way way;

    public Route(ConnectionSlot slot, Lanes lanes, int port) {
        this.slot = slot;
        this.lanes = lanes;
        this.port = port;
        this.way = new Forwarding(slot, port, PATIENCE);
    }

    /**
     * Finds out which way is open, by connecting once; that nothing listens yet is fine.
     *
     * @throws SshException when the machine cannot be reached, or no way is open
     */
    public void probe() throws SshException {
        try {
            way.dial().close();
        } catch (SshException e) {
            if (e.kind() == Kind.FORWARDING_REFUSED) {
                way = relay();
                return;
            }
            if (e.kind() != Kind.CONNECTION_REFUSED) {
                throw e;
            }
        }
    }

    boolean relayed() {
        return way.relayed();
    }

    FarEnd dial() throws SshException {
        var tried = way;
        try {
            return tried.dial();
        } catch (SshException e) {
            if (tried.relayed() || e.kind() != Kind.FORWARDING_REFUSED) {
                throw e;
            }
        }
        // The server was configured anew since.
        way = relay();
        return way.dial();
    }

    private Way relay() throws SshException {
        return Relay.find(lanes, slot.name(), port, PATIENCE);
    }
}
