package dev.slipway.ssh;

/** A local port that leads to a port of the remote machine's loopback. */
public interface Tunnel extends AutoCloseable {
    /** Port on 127.0.0.1 of this process's machine. */
    int localPort();

    /** Whether the relay over standard input and output is in use, because the server refuses forwarding. */
    boolean relayed();

    /** TCP connections through it that are open or being made. Closing it breaks them. */
    int connections();

    @Override
    void close();
}
