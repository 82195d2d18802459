package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.client.pod.RegisterPod;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.access.StoredAccess;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Registers a pod: only after its machine was reached once, so that what is wrong with the way is told at once. */
@Singleton
final class PodRegistration {
    private final PodRepository pods;
    private final PodLinks links;
    private final SecretBox box;
    private final Clock clock = Clock.systemUTC();

    PodRegistration(PodRepository pods, PodLinks links, SecretBox box) {
        this.pods = pods;
        this.links = links;
        this.box = box;
    }

    PodRow register(RegisterPod request) throws SshException {
        PodDraft draft = PodDraft.of(request);
        if (pods.existsById(draft.name())) {
            throw exists(draft.name());
        }
        StoredAccess access = draft.access();
        Introduction shown = Introduction.of(links.open(draft.row(box, "", "", "", clock.millis()), access, ""));
        PodRow row = draft.row(box, shown.hostKey(), shown.fingerprint(), shown.bootIdentity(), clock.millis());
        shown.refuseDuplicate(row, pods);
        try {
            return pods.save(row);
        } catch (DataAccessException e) {
            // Somebody registered the name while we looked at the machine, or the database is away.
            if (pods.existsById(row.name())) {
                throw exists(row.name());
            }
            throw e;
        }
    }

    private static ApiProblem exists(String name) {
        return new ApiProblem(FailureCode.POD_EXISTS, "There is a pod named " + name + " already.");
    }
}
