package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.ssh.HostIdentity;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.failure.FailureCode;
import java.time.Duration;

/**
 * What a machine showed when it was reached.
 *
 * @param hostKey its host key, to be pinned
 * @param fingerprint its identity
 * @param bootIdentity of its last start
 */
record Introduction(String hostKey, String fingerprint, String bootIdentity) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Connects, and prepares the pod's root. */
    static Introduction of(PodLink link) throws SshException {
        HostIdentity identity = link.control().connect(PATIENCE);
        PodRoot root = link.root();
        return new Introduction(identity.hostKey(), root.fingerprint(), root.bootIdentity());
    }

    /** One machine has one name, unless its user says otherwise. */
    void refuseDuplicate(PodRow row, PodRepository pods) {
        pods.findByFingerprint(fingerprint).stream()
                .filter(other -> !other.name().equals(row.name()))
                .filter(other -> !row.shared())
                .findFirst()
                .ifPresent(other -> {
                    throw new ApiProblem(
                            FailureCode.POD_DUPLICATE,
                            "The machine at " + row.target() + " is registered as " + other.name() + " already.");
                });
    }
}
