package dev.slipway.ssh;

/**
 * The pool of connections: at most one a machine and purpose, re-made when lost, closed when idle.
 *
 * <p>Purposes are separate connections, so that a busy gateway never delays a stop.
 */
public interface RemoteHosts extends AutoCloseable {
    /** A handle for the machine; nothing is connected before its first use. Cheap: call it for every operation. */
    RemoteHost host(HostAddress address, Purpose purpose);

    /** Closes the connections of a machine, for example after its address or key changed. */
    void forget(HostAddress address);

    @Override
    void close();

    /** What a connection is for. */
    enum Purpose {
        CONTROL,
        FOLLOW,
        TUNNEL
    }
}
