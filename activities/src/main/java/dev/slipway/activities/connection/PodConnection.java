package dev.slipway.activities.connection;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.pod.PodRow;

/**
 * The way to one pod's machine. Cheap: get one for every activity.
 *
 * <pre>{@code
 * PodConnection pod = connections.open("a");
 * JobStatus status = pod.call(() -> jobs.start(pod.control(), pod.root(), start));
 * }</pre>
 */
public final class PodConnection {
    private final PodRow row;
    private final HostAddress address;
    private final RemoteHosts hosts;
    private final PodRoots roots;

    PodConnection(PodRow row, HostAddress address, RemoteHosts hosts, PodRoots roots) {
        this.row = row;
        this.address = address;
        this.hosts = hosts;
        this.roots = roots;
    }

    /** The pod as it was stored when this was opened. */
    public PodRow row() {
        return row;
    }

    /** Where it is, without any secret: {@code user@host:port}. */
    public String display() {
        return address.display();
    }

    /** For short commands. */
    public RemoteHost control() {
        return hosts.host(address, Purpose.CONTROL);
    }

    /** For what pushes: logs, exits, probes. */
    public RemoteHost follow() {
        return hosts.host(address, Purpose.FOLLOW);
    }

    /** For tunnels. */
    public RemoteHost tunnel() {
        return hosts.host(address, Purpose.TUNNEL);
    }

    /** The pod's root, prepared at its first use in this process. */
    public PodRoot root() throws SshException {
        return roots.get(key(), control());
    }

    /** The pod's root, prepared now: also tells the machine's fingerprint and boot identity as they are. */
    public PodRoot prepareRoot() throws SshException {
        return roots.prepare(key(), control());
    }

    /**
     * Runs something on the pod.
     *
     * @throws io.temporal.failure.ApplicationFailure with the code of what went wrong on the way
     */
    public <T> T call(RemoteCall<T> call) {
        try {
            return call.run();
        } catch (SshException e) {
            if (e.kind() == SshException.Kind.ROOT_UNUSABLE) {
                roots.forget(key());
            }
            throw SshFailures.of(e);
        }
    }

    private PodRoots.Key key() {
        return new PodRoots.Key(row.name(), address.display(), row.root());
    }

    /** Something that is done on a pod. */
    @FunctionalInterface
    public interface RemoteCall<T> {
        T run() throws SshException;
    }
}
