package dev.slipway.activities.connection;

import dev.slipway.config.secret.SecretBox;
import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.HostIdentity;
import dev.slipway.ssh.RemoteHosts;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.access.StoredAccess;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import jakarta.inject.Singleton;
import java.time.Duration;

/** From the name of a pod to its machine. A machine that was never reached has its host key pinned before anything else. */
@Singleton
public final class PodConnections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private final PodRepository pods;
    private final SecretBox box;
    private final RemoteHosts hosts;
    private final PodRoots roots;

    PodConnections(PodRepository pods, SecretBox box, RemoteHosts hosts, PodRoots roots) {
        this.pods = pods;
        this.box = box;
        this.hosts = hosts;
        this.roots = roots;
    }

    /**
     * Opens the way to a pod. Connects only where its host key is not known yet, to pin it.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code POD_NOT_FOUND}, {@code SECRET_UNREADABLE}, or what went wrong
     *     on the way
     */
    public PodConnection open(String pod) {
        PodRow row = pods.findById(pod)
                .orElseThrow(() -> Failures.of(FailureCode.POD_NOT_FOUND, "There is no pod named " + pod + "."));
        try {
            return new PodConnection(row, pinned(row), hosts, roots);
        } catch (SshException e) {
            throw SshFailures.of(e);
        } catch (SecretUnreadable e) {
            throw Failures.of(FailureCode.SECRET_UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private HostAddress pinned(PodRow row) throws SshException {
        StoredAccess access = StoredAccess.of(box.open(PodRow.accessContext(row.name()), row.accessSealed()));
        if (!row.hostKey().isEmpty()) {
            return access.resolve(row.hostKey());
        }
        HostIdentity shown = hosts.host(access.resolve(""), Purpose.CONTROL).connect(CONNECT_TIMEOUT);
        pods.pinHostKey(row.name(), shown.hostKey(), System.currentTimeMillis());
        return access.resolve(shown.hostKey());
    }
}
