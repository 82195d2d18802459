package dev.slipway.activities.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.testing.PodBed;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.GpuRow;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.pod.Gpu;
import dev.slipway.workflows.pod.GpuFacts;
import dev.slipway.workflows.pod.GpuState;
import dev.slipway.workflows.pod.MachineFacts;
import dev.slipway.workflows.pod.PodFacts;
import dev.slipway.workflows.pod.PodStatus;
import dev.slipway.workflows.pod.RuntimeCheck;
import dev.slipway.workflows.pod.SetUpRecord;
import dev.slipway.workflows.pod.StorageFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written of pods. Everything is written twice: activities are repeated. */
class PodInventoryTest {
    private final PodBed bed = PodBed.open();
    private final PodInventory inventory = bed.bean(PodInventory.class);

    @BeforeEach
    void addPod() {
        bed.addPodOutOfReach("a", Map.of(), Map.of());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aSetUpThatIsDoneIsWrittenWhole() {
        inventory.setUpStarted("a");
        inventory.setUpDone(record("run-1", gpus("GPU-1", "GPU-2"), runtime("release"), "0.32.0"));
        inventory.setUpDone(record("run-1", gpus("GPU-1", "GPU-2"), runtime("release"), "0.32.0"));

        assertThat(pod().status()).isEqualTo(PodStatus.READY);
        assertThat(pod().modelsPath()).isEqualTo("/models");
        assertThat(gpuUuids()).containsExactly("GPU-1", "GPU-2");
        assertThat(runtimes()).singleElement().satisfies(row -> {
            assertThat(row.path()).isEqualTo("/root/.slipway/runtimes/release");
            assertThat(row.request()).isEqualTo("0.32.0");
            assertThat(row.vllm()).isEqualTo("0.32.0.post1");
            assertThat(row.torch()).isEqualTo("2.13.0");
            assertThat(row.cuda()).isEqualTo("12.8");
            assertThat(row.python()).isEqualTo("3.12.1");
            assertThat(row.gpuCount()).isEqualTo(2);
            assertThat(row.runId()).isEqualTo("run-1");
        });
    }

    @Test
    void aRuntimeThatIsGoneFromThePodIsForgotten() {
        inventory.setUpStarted("a");
        inventory.setUpDone(record("run-1", gpus("GPU-1"), runtime("release"), "release"));
        inventory.setUpDone(record("run-2", gpus("GPU-1"), runtime("nightly"), "nightly"));

        assertThat(runtimes()).extracting(row -> row.id().name()).containsExactly("nightly");
    }

    @Test
    void aFailedSetUpKeepsThePodAndItsReason() {
        inventory.setUpStarted("a");
        inventory.setUpFailed("a", "x".repeat(5000));
        inventory.setUpFailed("a", "again");

        assertThat(pod().status()).isEqualTo(PodStatus.FAILED);
        assertThat(pod().reason()).isEqualTo("again");
    }

    @Test
    void aPodWithARuntimeStaysInServiceWhenAnotherOneCannotBeAdded() {
        inventory.setUpStarted("a");
        inventory.setUpDone(record("run-1", gpus("GPU-1"), runtime("release"), "release"));
        inventory.setUpStarted("a");
        inventory.setUpFailed("a", "The driver is too old.");

        assertThat(pod().status()).isEqualTo(PodStatus.READY);
        assertThat(pod().reason()).isEqualTo("The driver is too old.");
    }

    @Test
    void aLongReasonIsCut() {
        inventory.setUpStarted("a");
        inventory.setUpFailed("a", "x".repeat(5000));

        assertThat(pod().reason()).isEqualTo("x".repeat(2000));
    }

    @Test
    void aFailureThatComesLateDoesNotTouchAReadyPodNorOneThatWasRemoved() {
        inventory.setUpStarted("a");
        inventory.setUpDone(record("run-1", gpus(), runtime("release"), "release"));

        inventory.setUpFailed("a", "too late");
        inventory.setUpFailed("removed", "too late");

        assertThat(pod().status()).isEqualTo(PodStatus.READY);
        assertThat(pod().reason()).isEmpty();
    }

    @Test
    void aPodThatWasRemovedCannotBeSetUp() {
        assertThatThrownBy(() -> inventory.setUpStarted("removed"))
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.POD_NOT_FOUND));
    }

    @Test
    void gpusThatDoNotAnswerAtTheMomentAreKept() {
        inventory.facts("a", facts(gpus("GPU-1", "GPU-2"), null));
        inventory.facts("a", facts(new GpuFacts(GpuState.TIMEOUT, "", "", "", List.of(), List.of(), List.of()), null));

        assertThat(gpuUuids()).containsExactly("GPU-1", "GPU-2");
    }

    @Test
    void aGpuThatWasTakenOutIsForgotten() {
        inventory.facts("a", facts(gpus("GPU-1", "GPU-2"), null));
        inventory.facts("a", facts(gpus("GPU-2"), null));

        assertThat(gpuUuids()).containsExactly("GPU-2");
    }

    @Test
    void anotherMachineAtTheAddressHasNothingOfTheOldOne() {
        inventory.machine(pod(), machine("gpu-old"));
        inventory.setUpStarted("a");
        inventory.setUpDone(record("run-1", gpus("GPU-1"), runtime("release"), "release"));
        inventory.models("a", List.of(new FoundModel("org/m", "main", "abcdef0", "/path", 1, 1)));

        inventory.machine(pod(), machine("gpu-new"));

        assertThat(pod().fingerprint()).isEqualTo("gpu-new");
        assertThat(gpuUuids()).isEmpty();
        assertThat(runtimes()).isEmpty();
        assertThat(bed.bean(ModelRepository.class).findByIdPodOrderByUpdatedAtDesc("a"))
                .isEmpty();
    }

    @Test
    void onlyDeploymentsThatRunUseARuntime() {
        deployment("serves", "release", DeploymentStatus.READY);
        deployment("starts", "", DeploymentStatus.STARTING);
        deployment("other", "nightly", DeploymentStatus.READY);
        deployment("ended", "release", DeploymentStatus.STOPPED);

        assertThat(inventory.runtimeUsers("a", "release")).isEqualTo("serves, starts");
        assertThat(inventory.runtimeUsers("a", "cpu")).isEqualTo("starts");
        assertThat(inventory.runtimeUsers("b", "release")).isEmpty();
    }

    private PodRow pod() {
        return bed.bean(PodRepository.class).findById("a").orElseThrow();
    }

    private List<String> gpuUuids() {
        return bed.bean(GpuRepository.class).findByIdPodOrderByIdx("a").stream()
                .map(GpuRow::id)
                .map(id -> id.uuid())
                .toList();
    }

    private List<RuntimeRow> runtimes() {
        return bed.bean(RuntimeRepository.class).findByIdPodOrderByUpdatedAtDesc("a");
    }

    private void deployment(String name, String runtime, DeploymentStatus status) {
        bed.bean(DeploymentRepository.class)
                .put(new DeploymentRow(
                        name,
                        "a",
                        "org/m",
                        "main",
                        runtime,
                        DesiredState.RUNNING,
                        status,
                        "",
                        "",
                        1,
                        "{}",
                        new byte[0],
                        "",
                        1,
                        1));
    }

    private static PodRoot machine(String fingerprint) {
        return new PodRoot("/root/.slipway/" + fingerprint, "/root", fingerprint, "boot", 1L << 40);
    }

    private static GpuFacts gpus(String... uuids) {
        List<Gpu> gpus = Stream.iterate(0, index -> index + 1)
                .limit(uuids.length)
                .map(index -> new Gpu(index, uuids[index], "NVIDIA H100", 81559, 81000, false, "9.0"))
                .toList();
        return new GpuFacts(GpuState.PRESENT, "", "570.1", "12.8", gpus, List.of(), List.of());
    }

    private static RuntimeCheck runtime(String name) {
        String path = "/root/.slipway/runtimes/" + name;
        return new RuntimeCheck(
                name, path, 0, "0.32.0.post1", "2.13.0", "12.8", "3.12.1", "cuda", 2, List.of(), List.of());
    }

    private static SetUpRecord record(String runId, GpuFacts gpus, RuntimeCheck runtime, String request) {
        return new SetUpRecord("a", runId, facts(gpus, runtime), request, "/models");
    }

    private static PodFacts facts(GpuFacts gpus, @org.jspecify.annotations.Nullable RuntimeCheck runtime) {
        var machine = new MachineFacts(
                "debian",
                "12",
                "Debian",
                "x86_64",
                2,
                1000,
                900,
                "/root",
                "root",
                true,
                false,
                "apt-get",
                Map.of(),
                Map.of("root", 90_000L));
        var storage = new StorageFacts(false, StorageFacts.ModelsPath.DEFAULT, "/root/.cache", 0);
        List<String> runtimes = runtime == null ? List.of() : List.of(runtime.name());
        return new PodFacts(machine, gpus, storage, "/root/.slipway", List.of(), List.of(), runtimes, runtime);
    }
}
