package dev.slipway.ssh.tunnel;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.connection.ConnectionSlot;
import dev.slipway.ssh.connection.Deadline;
import dev.slipway.ssh.connection.ForwardChannel;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.OpenFailException.Reason;

/** The protocol's own forwarding. */
record Forwarding(ConnectionSlot slot, int port, Duration patience) implements Way {
    @Override
    public FarEnd dial() throws SshException {
        try {
            return new Channel(slot.forward(port, Deadline.after(patience)));
        } catch (OpenFailException e) {
            if (e.getReason() == Reason.CONNECT_FAILED) {
                throw new SshException(
                        Kind.CONNECTION_REFUSED, "Nothing listens on port %d of %s.".formatted(port, slot.name()), e);
            }
            throw new SshException(Kind.FORWARDING_REFUSED, "%s does not allow forwarding.".formatted(slot.name()), e);
        }
    }

    @Override
    public boolean relayed() {
        return false;
    }

    private record Channel(ForwardChannel channel) implements FarEnd {
        @Override
        public InputStream input() {
            return channel.getInputStream();
        }

        @Override
        public OutputStream output() {
            return channel.output();
        }

        @Override
        public void close() {
            channel.abandon(Kind.INTERRUPTED);
        }
    }
}
