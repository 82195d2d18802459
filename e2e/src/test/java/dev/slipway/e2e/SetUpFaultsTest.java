package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testpods.simulated.PodFaults;
import dev.slipway.testpods.simulated.SimulatedPod;
import dev.slipway.testpods.stack.Shell;
import dev.slipway.testpods.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Set-ups that fail, are cancelled or lose their worker: each says why in one sentence and leaves nothing half made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetUpFaultsTest {
    private static final Pattern RUN = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SimulatedPod pod;
    private Stack stack;

    @BeforeAll
    void start() throws Exception {
        pod = SimulatedPod.start();
        stack = Stack.up(Map.of());
        stack.expectDone(command("pods", "add", "sim", pod.login().target()));
    }

    @AfterEach
    void nothingIsHalfMade() throws IOException {
        pod.faults(PodFaults.none());
        for (String folder : List.of("runtimes", "tools")) {
            assertThat(names(root().resolve(folder))).noneMatch(name -> name.startsWith("."));
        }
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
        pod.close();
    }

    @Test
    void anIndexThatIsDownFailsThePodWithItsReason() throws Exception {
        pod.faults(PodFaults.none().uvIndexDown());

        expectRefused(
                "INDEX_UNREACHABLE", List.of("pods", "setup", "sim", "--runtime", "0.31.0", "--cuda-toolkit", "never"));

        assertThat(stack.expectDone(List.of("pods", "list"))).contains("failed", "sim: The step runtime failed");
        assertThat(names(root().resolve("runtimes"))).doesNotContain("0.31.0");
    }

    @Test
    void aDiskThatIsTooSmallIsRefusedBeforeAnythingIsChanged() throws Exception {
        pod.faults(PodFaults.none().diskFree(1L << 30));

        expectRefused("DISK_FULL", List.of("pods", "setup", "sim", "--runtime", "0.30.1"));
    }

    @Test
    void whatOnlyRootMayDoIsNamed() throws Exception {
        pod.faults(PodFaults.none().unprivileged());

        String said = expectRefused(
                "NEEDS_ROOT", List.of("pods", "setup", "sim", "--runtime", "0.30.2", "--cuda-toolkit", "always"));

        assertThat(said).contains("cuda-toolkit needs root");
    }

    @Test
    void aMountThatFailsIsToldWithItsExitCode() throws Exception {
        List<String> command = command("pods", "setup", "mounts", pod.login().target());
        command.addAll(List.of(
                "--shared",
                "--cuda-toolkit",
                "never",
                "--mount",
                "sh -c 'exit 32' " + pod.login().home() + "/mnt"));

        assertThat(expectRefused("MOUNT_FAILED", command)).contains("exit code 32");
    }

    @Test
    void aFolderForModelsThatCannotBeMadeIsTold() throws Exception {
        Path file = Files.writeString(pod.login().home().resolve("a-file"), "");
        List<String> command = command("pods", "setup", "models", pod.login().target());
        command.addAll(List.of(
                "--shared",
                "--cuda-toolkit",
                "never",
                "--models-path",
                file.resolve("below").toString()));

        expectRefused("MODELS_PATH_UNUSABLE", command);
    }

    @Test
    void aSecondNameForAMachineIsRefused() throws Exception {
        stack.slipway("pods", "inspect", "sim");

        expectRefused(
                "POD_DUPLICATE", command("pods", "setup", "twin", pod.login().target()));
    }

    @Test
    void aCancelledSetUpEndsWhatRunsOnThePodAndLeavesNothing() throws Exception {
        pod.faults(PodFaults.none().uvInstalls(Duration.ofMinutes(5)));
        String run = begin("0.30.0");

        stack.slipway("runs", "cancel", run);
        Shell.Result watched = stack.slipway("runs", "watch", run);

        assertThat(watched.all()).contains("CANCELLED");
        assertThat(installs()).isFalse();
        assertThat(names(root().resolve("runtimes"))).doesNotContain("0.30.0");
    }

    @Test
    void aSetUpOutlivesItsWorkerAndInstallsOnce() throws Exception {
        pod.faults(PodFaults.none().uvInstalls(Duration.ofSeconds(15)));
        String run = begin("0.32.0");

        stack.kill("worker");
        stack.expectDone(List.of("up"));
        stack.expectDone(List.of("runs", "watch", run));

        assertThat(names(root().resolve("runtimes"))).contains("0.32.0");
        try (Stream<Path> jobs = Files.walk(root(), 3)) {
            assertThat(jobs.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith(run + ".runtime.")))
                    .containsExactly(run + ".runtime.1");
        }
    }

    /** Starts a set-up, and answers its run once packages are being installed on the pod. */
    private String begin(String runtime) throws Exception {
        String said = stack.expectDone(
                List.of("pods", "setup", "sim", "--runtime", runtime, "--cuda-toolkit", "never", "--detach"));
        var run = RUN.matcher(said);
        assertThat(run.find()).as(said).isTrue();
        await().atMost(PATIENCE).until(this::installs);
        return run.group();
    }

    private boolean installs() {
        return pod.processes().stream().anyMatch(process -> process.command().contains("pip install"));
    }

    private String expectRefused(String code, List<String> arguments) throws Exception {
        Shell.Result result = stack.slipway(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.all()).isNotZero();
        assertThat(result.all()).contains("(" + code + ")").doesNotContain("Exception");
        return result.all();
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--identity", pod.login().identity().toString()));
        command.addAll(List.of("--known-hosts", pod.login().knownHosts().toString()));
        return command;
    }

    private Path root() {
        return pod.login().home().resolve(".slipway");
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
