package dev.slipway.ssh.job;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.Identity;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.connection.SshSettings;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.ssh.pool.SshjHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A pod behind a real OpenSSH server, with a connection for each purpose, as a worker has it. */
final class OpenSshPod implements AutoCloseable {
    /** As in production, but a silent server is noticed within seconds. */
    private static final SshSettings QUICK = new SshSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            3,
            Duration.ofMinutes(3),
            5);

    final ShellJobs jobs = new ShellJobs();
    final RemoteHost control;
    final PodRoot root;
    private final SshjHosts hosts = new SshjHosts(QUICK);
    private final RemoteHost follow;

    OpenSshPod(String user, int port, String privateKey, String hostKey) throws SshException {
        var identity = new Identity(privateKey, null, null);
        var address = new HostAddress(user, "127.0.0.1", port, identity, List.of(hostKey), List.of());
        control = hosts.host(address, Purpose.CONTROL);
        follow = hosts.host(address, Purpose.FOLLOW);
        root = jobs.prepare(control, "~/.slipway");
    }

    JobStatus start(String id, String script, String... parameters) throws SshException {
        return jobs.start(control, root, LocalPod.job(id, script, parameters));
    }

    JobStatus status(String id) throws SshException {
        return jobs.status(control, root, List.of(id)).values().iterator().next();
    }

    JobStatus follow(String id, long fromOffset, LogListener listener) throws SshException, InterruptedException {
        return jobs.follow(follow, root, id, fromOffset, listener);
    }

    Path home() {
        return Path.of(root.home());
    }

    /** Disconnects; what runs on the pod goes on. */
    void disconnect() {
        jobs.close();
        hosts.close();
    }

    @Override
    public void close() throws java.io.IOException, SshException {
        LocalPod.endAll(jobs, control, root);
        disconnect();
    }
}
