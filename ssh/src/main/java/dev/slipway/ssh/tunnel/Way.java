package dev.slipway.ssh.tunnel;

import dev.slipway.ssh.SshException;

/** Makes TCP connections on the remote side. */
interface Way {
    /**
     * A new TCP connection.
     *
     * @throws SshException FORWARDING_REFUSED when this way is closed; CONNECTION_REFUSED when nothing listens
     */
    FarEnd dial() throws SshException;

    /** Whether it goes over standard input and output of a command. */
    boolean relayed();
}
