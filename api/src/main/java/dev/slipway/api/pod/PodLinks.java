package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.ssh.RemoteHosts;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.access.StoredAccess;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.failure.FailureCode;
import jakarta.inject.Singleton;

/** From the name of a pod to its machine. */
@Singleton
public class PodLinks {
    private final PodRepository pods;
    private final SecretBox box;
    private final RemoteHosts hosts;
    private final RemoteJobs jobs;

    PodLinks(PodRepository pods, SecretBox box, RemoteHosts hosts, RemoteJobs jobs) {
        this.pods = pods;
        this.box = box;
        this.hosts = hosts;
        this.jobs = jobs;
    }

    /** The pod as it is stored; {@code POD_NOT_FOUND} otherwise. */
    public PodRow row(String pod) {
        return pods.findById(pod)
                .orElseThrow(() -> new ApiProblem(FailureCode.POD_NOT_FOUND, "There is no pod named " + pod + "."));
    }

    public PodLink open(String pod) throws SshException {
        return open(row(pod));
    }

    /** The way to a pod; its pinned host key is the only one accepted. */
    public PodLink open(PodRow row) throws SshException {
        return new PodLink(row, access(row).resolve(row.hostKey()), hosts, jobs);
    }

    /** Another way to a machine; with no pinned key it may show any that the access allows. */
    PodLink open(PodRow row, StoredAccess access, String pinned) throws SshException {
        return new PodLink(row, access.resolve(pinned), hosts, jobs);
    }

    StoredAccess access(PodRow row) {
        return StoredAccess.of(box.open(PodRow.accessContext(row.name()), row.accessSealed()));
    }
}
