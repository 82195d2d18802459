package dev.slipway.activities.pod;

import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.json.Json;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.store.pod.GpuKey;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.GpuRow;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeKey;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ModelStatus;
import dev.slipway.workflows.pod.Gpu;
import dev.slipway.workflows.pod.GpuFacts;
import dev.slipway.workflows.pod.PodFacts;
import dev.slipway.workflows.pod.PodStatus;
import dev.slipway.workflows.pod.RuntimeCheck;
import dev.slipway.workflows.pod.SetUpRecord;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of pods, written. Every method may run twice. */
@Singleton
final class PodInventory {
    private static final int REASON_LIMIT = 2000;

    private final PodRepository pods;
    private final GpuRepository gpus;
    private final RuntimeRepository runtimes;
    private final ModelRepository models;
    private final DeploymentRepository deployments;
    private final InstantSource clock;

    PodInventory(
            PodRepository pods,
            GpuRepository gpus,
            RuntimeRepository runtimes,
            ModelRepository models,
            DeploymentRepository deployments,
            InstantSource clock) {
        this.pods = pods;
        this.gpus = gpus;
        this.runtimes = runtimes;
        this.models = models;
        this.deployments = deployments;
        this.clock = clock;
    }

    void setUpStarted(String pod) {
        PodRow row = pods.findById(pod)
                .orElseThrow(() -> Failures.of(FailureCode.POD_NOT_FOUND, "There is no pod named " + pod + "."));
        pods.setStatus(pod, row.status().setUpStarted(), "", clock.millis());
    }

    /** The pod is ready again when it has a runtime. One that was removed meanwhile is no failure. */
    void setUpFailed(String pod, String reason) {
        String kept = reason.length() <= REASON_LIMIT ? reason : reason.substring(0, REASON_LIMIT);
        pods.findById(pod)
                .filter(row -> row.status() == PodStatus.SETTING_UP || row.status() == PodStatus.FAILED)
                .ifPresent(row -> pods.setStatus(pod, row.status().setUpFailed(serves(pod)), kept, clock.millis()));
    }

    private boolean serves(String pod) {
        return !runtimes.findByIdPodOrderByUpdatedAtDesc(pod).isEmpty();
    }

    /** Refuses a machine that another pod names, and forgets what was known of another machine at this address. */
    void machine(PodRow row, PodRoot root) {
        Optional<String> other = pods.findByFingerprint(root.fingerprint()).stream()
                .filter(each -> !each.name().equals(row.name()) && !each.shared() && !row.shared())
                .map(PodRow::name)
                .findFirst();
        if (other.isPresent()) {
            throw Failures.of(
                    FailureCode.POD_DUPLICATE,
                    "This machine is registered already, under the name " + other.get() + ".");
        }
        if (!row.fingerprint().isEmpty() && !row.fingerprint().equals(root.fingerprint())) {
            gpus.deleteByIdPod(row.name());
            runtimes.deleteByIdPod(row.name());
            models.deleteByIdPod(row.name());
        }
        pods.setMachine(row.name(), root.fingerprint(), root.bootIdentity(), clock.millis());
    }

    void facts(String pod, PodFacts facts) {
        pods.setFacts(pod, Json.write(facts), clock.millis());
        gpus(pod, facts.gpus());
    }

    void gpus(String pod, GpuFacts seen) {
        Set<String> present = seen.gpus().stream().map(Gpu::uuid).collect(Collectors.toSet());
        // What does not answer at the moment is not gone: leases refer to it.
        if (!present.isEmpty()) {
            gpus.findByIdPodOrderByIdx(pod).stream()
                    .filter(row -> !present.contains(row.id().uuid()))
                    .forEach(gpus::delete);
        }
        seen.gpus().forEach(gpu -> gpus.put(row(pod, gpu)));
    }

    void setUpDone(SetUpRecord done) {
        facts(done.pod(), done.facts());
        Set<String> present = Set.copyOf(done.facts().runtimes());
        runtimes.findByIdPodOrderByUpdatedAtDesc(done.pod()).stream()
                .filter(row -> !present.contains(row.id().name()))
                .forEach(runtimes::delete);
        RuntimeCheck runtime = done.facts().runtime();
        if (runtime != null) {
            runtimes.put(row(done, runtime));
        }
        pods.setModelsPath(done.pod(), done.modelsPath(), clock.millis());
        pods.findById(done.pod())
                .ifPresent(row -> pods.setStatus(row.name(), row.status().setUpDone(), "", clock.millis()));
    }

    /** Models in the cache that nobody knew of; one that was verified, or is being fetched, keeps its row. */
    void models(String pod, List<FoundModel> found) {
        for (FoundModel model : found) {
            var key = new ModelKey(pod, model.repository(), model.commit());
            if (!models.existsById(key)) {
                models.put(new ModelRow(
                        key,
                        model.branch(),
                        ModelStatus.FOUND,
                        model.sizeBytes(),
                        model.files(),
                        model.path(),
                        "",
                        0,
                        clock.millis()));
            }
        }
    }

    String runtimeUsers(String pod, String runtime) {
        return deployments.findByPodOrderByName(pod).stream()
                .filter(row -> row.runtime().isEmpty() || row.runtime().equals(runtime))
                .filter(PodInventory::runs)
                .map(DeploymentRow::name)
                .collect(Collectors.joining(", "));
    }

    private static boolean runs(DeploymentRow row) {
        return switch (row.status()) {
            case STARTING, READY, UNHEALTHY, STOPPING -> true;
            case DEAD, STOPPED, FAILED -> false;
        };
    }

    private static GpuRow row(String pod, Gpu gpu) {
        return new GpuRow(
                new GpuKey(pod, gpu.uuid()),
                gpu.index(),
                gpu.name(),
                gpu.memoryTotalMiB(),
                gpu.memoryFreeMiB(),
                gpu.unifiedMemory(),
                gpu.computeCapability());
    }

    private RuntimeRow row(SetUpRecord done, RuntimeCheck runtime) {
        return new RuntimeRow(
                new RuntimeKey(done.pod(), runtime.name()),
                done.request(),
                runtime.path(),
                "READY",
                runtime.vllm(),
                runtime.torch(),
                runtime.cuda(),
                runtime.python(),
                runtime.gpus(),
                done.runId(),
                clock.millis());
    }
}
