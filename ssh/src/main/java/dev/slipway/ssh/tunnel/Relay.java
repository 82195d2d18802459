package dev.slipway.ssh.tunnel;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.RemoteProcess;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Joins each TCP connection with the standard input and output of a command on the pod. */
final class Relay implements Way {
    private final Lanes lanes;
    private final RelayProgram program;
    private final int port;
    private final Duration patience;

    private Relay(Lanes lanes, RelayProgram program, int port, Duration patience) {
        this.lanes = lanes;
        this.program = program;
        this.port = port;
        this.patience = patience;
    }

    /** @throws SshException FORWARDING_REFUSED when the pod has no program for it */
    static Relay find(Lanes lanes, String name, int port, Duration patience) throws SshException {
        var search = Command.script(patience, RelayProgram.search(), List.of());
        var found = lanes.first().run(search).stdout().strip();
        for (var program : RelayProgram.values()) {
            if (program.name().equals(found)) {
                return new Relay(lanes, program, port, patience);
            }
        }
        throw new SshException(
                Kind.FORWARDING_REFUSED,
                name + " does not allow forwarding, and has none of python3, busybox, socat and bash for a relay.");
    }

    @Override
    public FarEnd dial() throws SshException {
        var lane = lanes.take();
        try {
            var command = Command.script(patience, program.script(), List.of(Integer.toString(port)));
            return new Joined(lane.commands().open(command), lane);
        } catch (SshException e) {
            lane.close();
            throw e;
        }
    }

    @Override
    public boolean relayed() {
        return true;
    }

    private record Joined(RemoteProcess process, Lanes.Lane lane) implements FarEnd {
        @Override
        public InputStream input() {
            return process.stdout();
        }

        @Override
        public OutputStream output() {
            return process.stdin();
        }

        @Override
        public void close() {
            process.close();
            lane.close();
        }
    }
}
