package dev.slipway.activities.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testpods.gpu.FakeNvidiaSmi;
import dev.slipway.workflows.pod.Gpu;
import dev.slipway.workflows.pod.GpuFacts;
import dev.slipway.workflows.pod.GpuState;
import dev.slipway.workflows.pod.PodFacts;
import dev.slipway.workflows.pod.PythonFacts;
import dev.slipway.workflows.pod.RuntimeCheck;
import dev.slipway.workflows.pod.StorageFacts.ModelsPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real script in real shells, with the fake {@code nvidia-smi} where a machine has GPUs. */
@Timeout(60)
class FactsScriptTest {
    @TempDir
    Path folder;

    private Path bin;
    private Path home;
    private Path root;

    @BeforeEach
    void makeMachine() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        home = Files.createDirectories(folder.resolve("home"));
        root = Files.createDirectories(home.resolve(".slipway"));
    }

    @ParameterizedTest
    @CsvSource({
        "h100, 1, NVIDIA H100 80GB HBM3, 81559, 9.0, 570.172.08, 12.8",
        "h100x8, 8, NVIDIA H100 80GB HBM3, 81559, 9.0, 570.172.08, 12.8",
        "h200, 1, NVIDIA H200, 143771, 9.0, 580.95.05, 13.0",
        "b200x2, 2, NVIDIA B200, 183359, 10.0, 610.43.02, 13.3",
        "l40s, 1, NVIDIA L40S, 46068, 8.9, 550.127.08, 12.4",
        "t4, 1, Tesla T4, 15360, 7.5, 535.104.05, 12.2",
        "a100mig, 2, NVIDIA A100-SXM4-80GB MIG 3g.40gb, 38912, 8.0, 550.127.08, 12.4",
        "a100mig-container, 1, NVIDIA A100-SXM4-80GB MIG 1g.10gb, 9728, 8.0, 550.127.08, 12.4",
        "gh200, 1, NVIDIA GH200 480GB, 97871, 9.0, 570.172.08, 12.8",
        "old-nocap, 1, Tesla V100-SXM2-16GB, 16160, '', 450.80.02, 11.0",
    })
    void gpusThatAnswer(
            String profile, int count, String name, long memory, String capability, String driver, String cuda)
            throws Exception {
        GpuFacts gpus = gpus(profile);

        assertThat(gpus.state()).isEqualTo(GpuState.PRESENT);
        assertThat(gpus.driver()).isEqualTo(driver);
        assertThat(gpus.cuda()).isEqualTo(cuda);
        assertThat(gpus.gpus()).hasSize(count).allSatisfy(gpu -> {
            assertThat(gpu.name()).isEqualTo(name);
            assertThat(gpu.memoryTotalMiB()).isEqualTo(memory);
            assertThat(gpu.computeCapability()).isEqualTo(capability);
            assertThat(gpu.unifiedMemory()).isFalse();
        });
        assertThat(gpus.gpus()).extracting(Gpu::index).doesNotHaveDuplicates();
        assertThat(gpus.gpus()).extracting(Gpu::uuid).doesNotHaveDuplicates();
    }

    @Test
    void memoryThatIsSharedWithTheMachineIsTheMachinesAndSaysSo() throws Exception {
        PodFacts facts = facts("gb10");

        assertThat(facts.gpus().gpus()).singleElement().satisfies(gpu -> {
            assertThat(gpu.unifiedMemory()).isTrue();
            assertThat(gpu.memoryTotalMiB()).isEqualTo(facts.machine().memoryTotalMiB());
            assertThat(gpu.memoryFreeMiB()).isPositive();
        });
        assertThat(facts.gpus().notes()).singleElement().asString().contains("shares the machine's memory");
    }

    @Test
    void slicesAreKnownByTheirOwnIdentityAndTheNotesSaySo() throws Exception {
        GpuFacts gpus = gpus("a100mig");

        assertThat(gpus.gpus()).extracting(Gpu::uuid).allSatisfy(uuid -> assertThat(uuid)
                .startsWith("MIG-"));
        assertThat(gpus.notes()).anySatisfy(note -> assertThat(note).contains("MIG is on"));
    }

    @ParameterizedTest
    @CsvSource({
        "nodriver, DRIVER_MISSING, couldn't communicate with the NVIDIA driver",
        "mismatch, DRIVER_MISMATCH, version mismatch",
        "nogpu, NONE, No devices were found",
        "unknown, FAILED, Unknown Error",
        "lost, LOST, GPU is lost",
        "hang, TIMEOUT, no answer in time",
    })
    void gpusThatDoNot(String profile, GpuState state, String message) throws Exception {
        GpuFacts gpus = gpus(profile);

        assertThat(gpus.state()).isEqualTo(state);
        assertThat(gpus.message()).contains(message);
        assertThat(gpus.gpus()).isEmpty();
    }

    @Test
    void whatHangsIsEndedAndNothingIsLeftBehind() throws Exception {
        gpus("hang");

        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(bin.toString())))
                .isEmpty();
    }

    @Test
    void whoHoldsMemoryIsNamedAndAServerSaysWhoseItIs() throws Exception {
        var builder = new ProcessBuilder("sleep", "300");
        builder.environment().put("SLIPWAY_DEPLOYMENT", "chat");
        Process server = builder.start();
        try {
            var smi = new FakeNvidiaSmi(bin);
            smi.install("h100x8");
            smi.hold(server.pid(), 3, 70_000, "VLLM::EngineCore");

            GpuFacts gpus = gpus("h100x8");

            assertThat(gpus.holders()).singleElement().satisfies(holder -> {
                assertThat(holder.gpuUuid()).isEqualTo(gpus.gpus().get(3).uuid());
                assertThat(holder.pid()).isEqualTo(server.pid());
                assertThat(holder.memoryMiB()).isEqualTo(70_000);
                assertThat(holder.process()).isEqualTo("VLLM::EngineCore");
                assertThat(holder.deployment()).isEqualTo("chat");
            });
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void aMachineWithoutNvidiaSmiHasNoGpu() throws Exception {
        PodFacts facts = run(List.of("sh"), Map.of(), "", "", "");

        assertThat(facts.gpus()).isEqualTo(GpuFacts.none());
        assertThat(facts.machine().osId()).isNotEmpty();
        assertThat(facts.machine().cpus()).isPositive();
        assertThat(facts.machine().memoryTotalMiB()).isGreaterThan(256);
        assertThat(facts.machine().freeMiB()).containsKeys("home", "root");
        assertThat(facts.machine().home()).isEqualTo(home.toString());
        assertThat(facts.root()).isEqualTo(root.toString());
        assertThat(facts.runtime()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh"})
    void everyShellFindsTheSame(String shell) throws Exception {
        new FakeNvidiaSmi(bin).install("h100x8");
        addRuntime("0.32.0", "printf 'slipway vllm\\t0.32.0\\nslipway gpus\\t8\\n'");
        addModel(home.resolve(".cache/huggingface/hub"), "org--tiny");

        PodFacts facts = run(List.of(shell.split(" ", -1)), Map.of(), "0.32.0", "", "");

        assertThat(facts.gpus().gpus()).hasSize(8);
        assertThat(facts.runtimes()).containsExactly("0.32.0");
        assertThat(facts.runtime()).isNotNull().extracting(RuntimeCheck::vllm).isEqualTo("0.32.0");
        assertThat(facts.storage().models()).isEqualTo(1);
    }

    @Test
    void modelsAreFoundWhereTheHubsClientKeepsThem() throws Exception {
        Path elsewhere = folder.resolve("hf home");
        addModel(elsewhere.resolve("hub"), "Qwen--Qwen3-0.6B");

        String answer = answer(List.of("sh"), Map.of("HF_HOME", elsewhere.toString()), "", "", "");

        assertThat(FactsParser.parse(answer, "").storage().hubCache()).isEqualTo(elsewhere + "/hub");
        assertThat(FactsParser.models(answer)).singleElement().satisfies(model -> {
            assertThat(model.repository()).isEqualTo("Qwen/Qwen3-0.6B");
            assertThat(model.branch()).isEqualTo("main");
            assertThat(model.commit()).isEqualTo("a".repeat(40));
            assertThat(model.files()).isEqualTo(2);
            assertThat(model.sizeBytes()).isGreaterThan(8000);
        });
    }

    @Test
    void theModelsPathIsWritableAbsentOrNot() throws Exception {
        Path models = folder.resolve("models");
        assertThat(run(List.of("sh"), Map.of(), "", models.toString(), "")
                        .storage()
                        .modelsPath())
                .isEqualTo(ModelsPath.ABSENT);
        Files.createDirectory(models);
        PodFacts writable = run(List.of("sh"), Map.of(), "", models.toString(), "");
        assertThat(writable.storage().modelsPath()).isEqualTo(ModelsPath.WRITABLE);
        assertThat(writable.storage().hubCache()).isEqualTo(models + "/hub");
        assertThat(writable.machine().freeMiB()).containsKey("models");
        assertThat(models).isEmptyDirectory();
        assertThat(run(List.of("sh"), Map.of(), "", "/proc/sys", "").storage().modelsPath())
                .isEqualTo(ModelsPath.UNWRITABLE);
        assertThat(run(List.of("sh"), Map.of(), "", "/etc/passwd", "").storage().modelsPath())
                .isEqualTo(ModelsPath.UNWRITABLE);
    }

    @Test
    void aMountPointIsMountedOrNot() throws Exception {
        assertThat(run(List.of("sh"), Map.of(), "", "", "/proc").storage().mounted())
                .isTrue();
        assertThat(run(List.of("sh"), Map.of(), "", "", home.toString())
                        .storage()
                        .mounted())
                .isFalse();
    }

    @Test
    void aRuntimeThatDoesNotImportShowsWhy() throws Exception {
        addRuntime("broken", "echo 'Traceback (most recent call last):'; echo \"ImportError: no vllm\"; exit 1");

        RuntimeCheck runtime = checked("broken");

        assertThat(runtime.works()).isFalse();
        assertThat(runtime.exitCode()).isEqualTo(1);
        assertThat(runtime.log()).endsWith("ImportError: no vllm");
    }

    @Test
    void processesThatRunFromTheRuntimeAreSeen() throws Exception {
        addRuntime("busy", "[ \"$1\" != -c ] || exit 1; read -r line");
        String python = root + "/runtimes/busy/bin/python";
        Process server = new ProcessBuilder(python, "serve").start();
        try {
            assertThat(checked("busy").processes()).containsExactly(server.pid());
        } finally {
            server.destroyForcibly().waitFor();
        }
        assertThat(checked("busy").processes()).isEmpty();
    }

    @Test
    void pythonsAndUvAreSeenWithTheirVersions() throws Exception {
        script(bin.resolve("uv"), "echo 'uv 0.13.9 (abc 2026-10-01)'");
        script(root.resolve("tools/uv/bin/uv"), "echo 'uv 0.13.8'");

        PodFacts facts = run(List.of("sh"), Map.of(), "", "", "");

        assertThat(facts.uvs()).extracting("version").startsWith("0.13.8", "0.13.9");
        assertThat(facts.pythons()).extracting(PythonFacts::version).allSatisfy(version -> assertThat(version)
                .matches("3\\.\\d+\\.\\d+"));
    }

    private RuntimeCheck checked(String runtime) throws Exception {
        return Objects.requireNonNull(
                run(List.of("sh"), Map.of(), runtime, "", "").runtime());
    }

    private GpuFacts gpus(String profile) throws Exception {
        return facts(profile).gpus();
    }

    private PodFacts facts(String profile) throws Exception {
        new FakeNvidiaSmi(bin).install(profile);
        String patience = profile.equals("hang") ? "1" : "20";
        return run(List.of("sh"), Map.of("SLIPWAY_SMI_SECONDS", patience), "", "", "");
    }

    private PodFacts run(
            List<String> shell, Map<String, String> environment, String runtime, String models, String mountPoint)
            throws Exception {
        return FactsParser.parse(answer(shell, environment, runtime, models, mountPoint), runtime);
    }

    private String answer(
            List<String> shell, Map<String, String> environment, String runtime, String models, String mountPoint)
            throws Exception {
        var command = new ArrayList<>(shell);
        command.addAll(List.of("-c", FactsScript.TEXT, "slipway-facts", root.toString(), runtime, models, mountPoint));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", bin + ":/usr/local/bin:/usr/bin:/bin");
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return answer;
    }

    private void addRuntime(String name, String python) throws IOException {
        script(root.resolve("runtimes").resolve(name).resolve("bin/python"), python);
    }

    private static void addModel(Path cache, String name) throws IOException {
        Path repository = cache.resolve("models--" + name);
        Path snapshot = Files.createDirectories(repository.resolve("snapshots/" + "a".repeat(40)));
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), "a".repeat(40));
        Path blob = Files.createDirectories(repository.resolve("blobs")).resolve("b");
        Files.writeString(blob, "x".repeat(8192));
        Files.createSymbolicLink(snapshot.resolve("weights"), blob);
        Files.writeString(snapshot.resolve("config.json"), "{}");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
