package dev.slipway.ssh.pool;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts;
import dev.slipway.ssh.Tunnel;
import dev.slipway.ssh.connection.ConnectionPool;
import dev.slipway.ssh.connection.SshSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The machines of one process. Make one, share it, close it at the end. */
public final class SshjHosts implements RemoteHosts {
    private final ConnectionPool pool;
    private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();

    public SshjHosts(SshSettings settings) {
        this.pool = new ConnectionPool(settings);
    }

    @Override
    public RemoteHost host(HostAddress address, Purpose purpose) {
        return new SshjHost(pool, address, purpose, tunnels);
    }

    @Override
    public void forget(HostAddress address) {
        pool.forget(address);
    }

    @Override
    public void close() {
        tunnels.forEach(Tunnel::close);
        pool.close();
    }
}
