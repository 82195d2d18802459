package dev.slipway.api.pod;

import dev.slipway.api.request.InputRules;
import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.pod.TrustOutcome;
import dev.slipway.client.pod.TrustPod;
import dev.slipway.client.pod.UpdatePod;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.access.StoredAccess;
import dev.slipway.ssh.hostkey.HostKey;
import dev.slipway.store.json.Json;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeRepository;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Changes of a pod: what its user wants of it, the way to it, and the host key that it must show. */
@Singleton
final class PodChanges {
    private final PodRepository pods;
    private final GpuRepository gpus;
    private final RuntimeRepository runtimes;
    private final ModelRepository models;
    private final PodLinks links;
    private final PodUse use;
    private final SecretBox box;
    private final Clock clock = Clock.systemUTC();

    PodChanges(
            PodRepository pods,
            GpuRepository gpus,
            RuntimeRepository runtimes,
            ModelRepository models,
            PodLinks links,
            PodUse use,
            SecretBox box) {
        this.pods = pods;
        this.gpus = gpus;
        this.runtimes = runtimes;
        this.models = models;
        this.links = links;
        this.use = use;
        this.box = box;
    }

    void update(String name, UpdatePod changes) throws SshException {
        PodRow row = links.row(name);
        if (changes.access() == null && changes.target() != null) {
            throw InputRules.invalid("The field \"target\" only shows where \"access\" leads: send both, or none.");
        }
        String mount = PodDraft.mount(Objects.requireNonNullElse(changes.mount(), row.mountCommand()));
        String modelsPath = PodDraft.modelsPath(Objects.requireNonNullElse(changes.modelsPath(), row.modelsPath()));
        String environment = changes.environment() == null
                ? row.environment()
                : Json.write(InputRules.plainEnvironment(changes.environment()));
        PodAccess access = changes.access();
        if (access != null) {
            String target = PodDraft.target(InputRules.present("target", changes.target()));
            // The pinned key stays: the same machine at another address shows it. Another machine is for `trust`.
            move(row, target, AccessForms.stored(access), row.hostKey());
        }
        pods.setWishes(name, mount, modelsPath, environment, clock.millis());
        if (changes.secretEnvironment() != null) {
            byte[] sealed = PodDraft.seal(name, InputRules.environment(changes.secretEnvironment()), box);
            pods.setSecrets(name, sealed, clock.millis());
        }
    }

    /** Pins the keys that were given, else the one that the machine shows now. */
    TrustOutcome trust(String name, TrustPod request) throws SshException {
        PodRow row = links.row(name);
        List<String> hostKeys = AccessForms.hostKeys(request.hostKeys());
        links.open(row).forget();
        Introduction shown = move(row, row.target(), withHostKeys(links.access(row), hostKeys), "");
        return new TrustOutcome(name, fingerprint(row.hostKey()), fingerprint(shown.hostKey()));
    }

    private Introduction move(PodRow row, String target, StoredAccess access, String pinned) throws SshException {
        Introduction shown = Introduction.of(links.open(row, access, pinned));
        shown.refuseDuplicate(row, pods);
        boolean another = !row.fingerprint().isEmpty() && !row.fingerprint().equals(shown.fingerprint());
        if (another) {
            use.refuseRunning(row.name(), "the address leads to another machine");
        }
        byte[] sealed = box.seal(PodRow.accessContext(row.name()), access.toBytes());
        pods.setAccess(
                row.name(), target, sealed, shown.hostKey(), shown.fingerprint(), shown.bootIdentity(), clock.millis());
        if (another) {
            forgetFindings(row.name());
        }
        return shown;
    }

    private void forgetFindings(String pod) {
        gpus.deleteByIdPod(pod);
        runtimes.deleteByIdPod(pod);
        models.deleteByIdPod(pod);
        pods.startAnew(pod, "Another machine is at its address: set it up.", clock.millis());
    }

    private static StoredAccess withHostKeys(StoredAccess access, List<String> hostKeys) {
        return new StoredAccess(
                access.user(),
                access.host(),
                access.port(),
                access.privateKey(),
                access.passphrase(),
                access.certificate(),
                access.identityOnServer(),
                hostKeys,
                access.jumps());
    }

    /** {@code SHA256:...} of a pinned key; empty where none is pinned or it cannot be read. */
    static String fingerprint(String hostKey) {
        if (hostKey.isEmpty()) {
            return "";
        }
        try {
            return HostKey.parse(hostKey).fingerprint();
        } catch (SshException e) {
            return "";
        }
    }
}
