package dev.slipway.workflows.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dry run prints, for each runtime, driver and mount; the scripts stand in files, to be read in review. */
class SetUpScriptTest {
    private static final String FOLDER = "golden/set-up";
    private static final List<String> RUNTIMES = List.of("release", "nightly", "gpt-oss", "cpu", "0.32.0");
    private static final Map<String, Function<Samples, Samples>> DRIVERS = Map.of(
            "no-gpu", Function.identity(),
            "cuda-12.8", pod -> pod.h100(8),
            "cuda-13.0", pod -> pod.gpus(1, "NVIDIA B200", "10.0", "610.12", "13.0"));
    private static final Map<String, String> MOUNTS = Map.of("plain", "", "mount", "mount -t nfs nas:/m /models");

    /** All that can be set up: a runtime for GPUs is refused where there is none. */
    static Stream<Script> scripts() {
        return RUNTIMES.stream().flatMap(runtime -> DRIVERS.keySet().stream()
                .sorted()
                .flatMap(driver -> MOUNTS.keySet().stream().sorted().map(mount -> new Script(runtime, driver, mount)))
                .filter(Script::possible));
    }

    @BeforeAll
    static void write() {
        if (Golden.writing()) {
            scripts().forEach(script -> Golden.write(script.file(), script.text()));
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void a_dry_run_prints_this(Script script) {
        Golden.assertMatches(script.file(), script.text());
    }

    @Test
    void no_file_is_left_of_a_script_that_is_printed_no_more() throws IOException {
        assertThat(files())
                .containsExactlyInAnyOrderElementsOf(
                        scripts().map(script -> Golden.path(script.file())).toList());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void no_secret_is_printed(Script script) {
        assertThat(script.text())
                .contains("export HF_ENDPOINT=https://hub.example")
                .contains("# export UV_DEFAULT_INDEX=... (left out: it holds a secret)")
                .contains("# export MY_API_KEY=... (left out: it holds a secret)")
                .contains("# export PIP_INDEX_URL=... (left out: it is a secret)")
                .doesNotContain("user:pass", "shown by mistake");
    }

    @Test
    void every_script_is_syntax_of_sh() throws Exception {
        for (Path file : files()) {
            assertThat(run(List.of("sh", "-n", file.toString())))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void shellcheck_has_nothing_to_say() throws Exception {
        var command = new ArrayList<>(List.of("shellcheck", "--shell=sh", "--format=gcc"));
        files().forEach(file -> command.add(file.toString()));

        assertThat(run(command)).isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Golden.path(FOLDER))) {
            return files.sorted().toList();
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    record Script(String runtime, String driver, String mount) {
        boolean possible() {
            return !driver.equals("no-gpu") || !wish().runtime().gpu();
        }

        String file() {
            return FOLDER + "/" + runtime + "." + driver + "." + mount + ".sh";
        }

        String text() {
            PodFacts facts = Objects.requireNonNull(DRIVERS.get(driver))
                    .apply(Samples.bare())
                    .facts();
            PodAccess pod = Samples.pod(Objects.requireNonNull(MOUNTS.get(mount)), "");
            return SetUpScript.render("gpu-1", pod, SetUpPlanner.plan(wish(), pod, facts), facts);
        }

        /** A version is asked for as it is where no index knows of backends. */
        private SetUpWish wish() {
            String backend = runtime.equals("0.32.0") ? "none" : "auto";
            return SetUpWish.of(new SetUpRequest("run-1", "gpu-1", runtime, backend, "auto"));
        }

        @Override
        public String toString() {
            return runtime + ", " + driver + ", " + mount;
        }
    }
}
