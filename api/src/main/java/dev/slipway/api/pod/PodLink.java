package dev.slipway.api.pod;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.pod.PodRow;

/**
 * The way to one pod's machine. Cheap; nothing is connected before its first use.
 *
 * @param row the pod as it is stored
 * @param address where it is, with its key
 */
public record PodLink(PodRow row, HostAddress address, RemoteHosts hosts, RemoteJobs jobs) {
    /** For short commands. */
    public RemoteHost control() {
        return hosts.host(address, Purpose.CONTROL);
    }

    /** For what pushes. */
    public RemoteHost follow() {
        return hosts.host(address, Purpose.FOLLOW);
    }

    /** For the gateway, so that its traffic never delays a command. */
    public RemoteHost tunnel() {
        return hosts.host(address, Purpose.TUNNEL);
    }

    /** The pod's root, and what the machine says of itself now. One round trip. */
    public PodRoot root() throws SshException {
        return jobs.prepare(control(), row.root());
    }

    /** Closes its connections. */
    void forget() {
        hosts.forget(address);
    }

    @Override
    public String toString() {
        return "PodLink[" + row.name() + ", " + address.display() + "]";
    }
}
