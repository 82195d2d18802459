package dev.slipway.ssh.pool;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.HostIdentity;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.RemoteProcess;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.Tunnel;
import dev.slipway.ssh.command.Commands;
import dev.slipway.ssh.command.Upload;
import dev.slipway.ssh.connection.ConnectionPool;
import dev.slipway.ssh.connection.ConnectionSlot;
import dev.slipway.ssh.connection.Deadline;
import dev.slipway.ssh.tunnel.Lanes;
import dev.slipway.ssh.tunnel.LocalPort;
import dev.slipway.ssh.tunnel.Route;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** A machine and a purpose; holds no connection itself. */
final class SshjHost implements RemoteHost {
    /** Connections that a tunnel's relay may use: with 5 sessions each, 40 requests at a time. */
    private static final int LANES = 8;

    private final ConnectionPool pool;
    private final HostAddress address;
    private final Purpose purpose;
    private final ConnectionSlot slot;
    private final Commands commands;
    private final Set<Tunnel> tunnels;

    SshjHost(ConnectionPool pool, HostAddress address, Purpose purpose, Set<Tunnel> tunnels) {
        this.pool = pool;
        this.address = address;
        this.purpose = purpose;
        this.slot = pool.slot(address, purpose, 0);
        this.commands = new Commands(pool, slot);
        this.tunnels = tunnels;
    }

    @Override
    public ExecResult run(Command command) throws SshException {
        return commands.run(command);
    }

    @Override
    public ExecResult stream(Command command, ByteSink sink) throws SshException {
        return commands.stream(command, sink);
    }

    @Override
    public RemoteProcess open(Command command) throws SshException {
        return commands.open(command);
    }

    @Override
    public void upload(InputStream content, String path, int mode) throws SshException {
        new Upload(commands, slot.name(), path, mode).send(content);
    }

    @Override
    public HostIdentity connect(Duration timeout) throws SshException {
        return slot.connect(Deadline.after(timeout));
    }

    @Override
    public Tunnel tunnel(int remotePort) throws SshException {
        var route = new Route(slot, lanes(), remotePort);
        route.probe();
        var self = new AtomicReference<Tunnel>();
        var tunnel = LocalPort.open(route, () -> {
            slot.release();
            tunnels.remove(self.get());
        });
        slot.hold();
        self.set(tunnel);
        tunnels.add(tunnel);
        return tunnel;
    }

    private Lanes lanes() {
        var connections = IntStream.range(0, LANES)
                .mapToObj(lane -> new Commands(pool, pool.slot(address, purpose, lane)))
                .toList();
        return new Lanes(address.display(), connections, pool.settings().channelsPerConnection());
    }
}
