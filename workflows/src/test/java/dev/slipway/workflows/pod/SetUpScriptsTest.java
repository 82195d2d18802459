package dev.slipway.workflows.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.workflows.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the steps in real shells, with stubs for what they fetch things with. */
@ParameterizedClass
@ValueSource(strings = {"sh", "bash", "busybox sh"})
@Timeout(120)
@SuppressWarnings("NullAway.Init") // filled by JUnit
class SetUpScriptsTest {
    /** A uv in the folder given; {@code python find} fails, so that a Python must be fetched. */
    private static final String NEW_UV =
            "mkdir -p \"$1/bin\"; printf '#!/bin/sh\\ncase $2 in find) exit 1 ;; esac\\necho uv 9.9\\n' >\"$1/bin/uv\";"
                    + " chmod +x \"$1/bin/uv\"";

    private static final String BY_PIP = "case \"$1 $2\" in '-m pip') shift 6; " + NEW_UV + "; exit ;; esac\nexit 1";
    private static final String BY_VENV =
            "case \"$1 $2\" in '-m venv') mkdir -p \"$3/bin\" && cp \"$PIP\" \"$3/bin/pip\"" + "; exit ;; esac\nexit 1";
    private static final String FAILS = "exit 1";

    @Parameter
    String shell;

    @TempDir
    Path folder;

    private ScriptBench bench;
    private Path root;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        bench = new ScriptBench(shell, folder).variable("SLIPWAY_RUN", "run-1");
        root = folder.resolve("root");
        for (String fetcher : List.of("python3", "curl", "wget")) {
            bench.program(fetcher, FAILS);
        }
    }

    @AfterEach
    void endWhatWasStarted() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_uv_of_the_pod_is_used_and_fetches_the_python() throws Exception {
        Path uv = bench.program("uv", "case \"$1 $2\" in 'python find') exit 1 ;; esac\necho uv 0.9.1");

        var result = uv(uv.toString(), "3.12");

        assertThat(result.exitCode()).isZero();
        assertThat(result.said()).endsWith("slipway: uv 0.9.1, Python 3.12\n");
        assertThat(bench.calls())
                .containsExactly("uv python find --managed-python 3.12", "uv python install 3.12", "uv --version");
        assertThat(root).doesNotExist();
    }

    @Test
    void a_uv_that_an_earlier_run_brought_is_used_again() throws Exception {
        bench.program(root.resolve("tools/uv/bin"), "uv", "echo uv 0.13.9");

        assertThat(uv("", "").said()).endsWith("slipway: uv 0.13.9\n");

        assertThat(bench.calls()).containsOnly("uv --version");
    }

    @Test
    void pip_comes_first() throws Exception {
        bench.program("python3", BY_PIP);

        var result = uv("", "");

        assertThat(result.exitCode()).as(result.said()).isZero();
        assertThat(bench.calls())
                .containsExactly("python3 -m pip install --quiet --disable-pip-version-check --target "
                        + root.resolve("tools/.uv.run-1") + " uv==0.13.9");
        assertOwnUv();
    }

    @Test
    void then_an_environment() throws Exception {
        bench.program("python3", BY_VENV);
        // Where the environment is, its own name says.
        bench.variable(
                "PIP",
                bench.program(folder.resolve("later"), "pip", "set -- \"${0%/bin/pip}\"; " + NEW_UV)
                        .toString());

        var result = uv("", "");

        assertThat(result.exitCode()).as(result.said()).isZero();
        assertThat(result.said()).contains("slipway: no uv by way of pip\n");
        assertThat(bench.calls()).element(2).isEqualTo("pip install --quiet --disable-pip-version-check uv==0.13.9");
        assertOwnUv();
    }

    @Test
    void then_its_installer() throws Exception {
        bench.program("curl", "cat <<'EOF'\nset -- \"${UV_UNMANAGED_INSTALL%/bin}\"\n" + NEW_UV + "\nEOF");

        var result = uv("", "");

        assertThat(result.exitCode()).as(result.said()).isZero();
        assertThat(result.said()).containsSubsequence("no uv by way of pip\n", "no uv by way of environment\n");
        assertThat(bench.calls()).last().isEqualTo("curl -fsSL https://astral.sh/uv/0.13.9/install.sh");
        assertOwnUv();
    }

    @Test
    void without_any_way_there_is_no_uv() throws Exception {
        assertNoUv(uv("", "3.12"));
    }

    @Test
    void a_uv_that_does_not_run_here_is_none() throws Exception {
        String broken = "printf '#!/bin/sh\\nexit 1\\n' >\"$bin/uv\"; chmod +x \"$bin/uv\"";
        bench.program("curl", "cat <<'EOF'\nbin=$UV_UNMANAGED_INSTALL; mkdir -p \"$bin\"; " + broken + "\nEOF");

        assertNoUv(uv("", ""));
    }

    @Test
    void a_python_that_cannot_be_had_is_told() throws Exception {
        Path uv = bench.program("uv", "case $1 in python) exit 2 ;; esac");

        var result = uv(uv.toString(), "3.12");

        assertThat(result.exitCode()).isEqualTo(21);
        assertThat(result.failure(SetUpPlan.UV).code()).isEqualTo(FailureCode.PYTHON_UNAVAILABLE);
    }

    @Test
    void settings_of_pip_become_those_of_uv() throws Exception {
        bench.variable("PIP_INDEX_URL", "https://pip.example/simple")
                .variable("PIP_EXTRA_INDEX_URL", "https://b/ https://c/");

        assertThat(settings())
                .contains("UV_DEFAULT_INDEX=https://pip.example/simple", "UV_INDEX=https://b/ https://c/");
    }

    @Test
    void settings_of_uv_come_before_those_of_pip() throws Exception {
        bench.variable("PIP_INDEX_URL", "https://pip.example/simple")
                .variable("PIP_EXTRA_INDEX_URL", "https://pip.example/");
        bench.variable("UV_DEFAULT_INDEX", "https://uv.example/simple")
                .variable("UV_EXTRA_INDEX_URL", "https://old.example");
        bench.variable("UV_HTTP_TIMEOUT", "7").variable("UV_SOMETHING", "of the pod");

        assertThat(settings())
                .contains(
                        "UV_DEFAULT_INDEX=https://uv.example/simple",
                        "UV_INDEX=https://old.example",
                        "UV_HTTP_TIMEOUT=7",
                        "UV_SOMETHING=of the pod");
    }

    @Test
    void without_settings_of_the_pod_no_index_is_set() throws Exception {
        assertThat(settings())
                .contains("UV_HTTP_TIMEOUT=120")
                .noneMatch(line -> line.startsWith("UV_DEFAULT_INDEX") || line.startsWith("UV_INDEX"));
    }

    @Test
    void a_runtime_takes_the_place_of_the_old_one_when_it_is_whole() throws Exception {
        Path runtime = oldRuntime();

        var result = runtime("--torch-backend", "cu128", "vllm==1.0", "a b");

        assertThat(result.exitCode()).as(result.said()).isZero();
        assertThat(result.said()).endsWith("slipway: built " + runtime + "\n");
        assertThat(runtime.resolve("old")).doesNotExist();
        assertThat(runtime.resolve(".slipway-run")).hasContent("run-1");
        assertThat(runtime.resolve("arguments")).hasContent("--torch-backend\ncu128\nvllm==1.0\na b");
        assertThat(build()).doesNotExist();
    }

    @Test
    void a_runtime_that_cannot_be_built_leaves_the_old_one() throws Exception {
        Path runtime = oldRuntime();
        bench.program("uv", "[ \"$1\" = venv ] || exit 1\nmkdir -p \"$6\"");

        assertThat(runtime("vllm").exitCode()).isEqualTo(1);

        assertThat(runtime.resolve("old")).exists();
        undo();
        assertThat(build()).doesNotExist();
        assertThat(runtime.resolve("old")).exists();
    }

    @Test
    void a_runtime_that_a_process_has_loaded_is_kept() throws Exception {
        Path runtime = oldRuntime();
        Path sleep = Files.copy(Path.of("/bin/sleep"), runtime.resolve("sleep"));
        Process user = new ProcessBuilder(sleep.toString(), "600").start();
        started.add(user);

        var result = runtime("vllm");

        assertThat(result.exitCode()).isEqualTo(30);
        assertThat(result.failure(SetUpPlan.RUNTIME).code()).isEqualTo(FailureCode.RUNTIME_IN_USE);
        assertThat(result.failure(SetUpPlan.RUNTIME).message())
                .contains("processes run from " + runtime + ": " + user.pid());
        assertThat(runtime.resolve("old")).exists();
        assertThat(user.isAlive()).isTrue();
        undo();
        assertThat(build()).doesNotExist();
        assertThat(runtime.resolve("old")).exists();
    }

    @Test
    void a_mount_command_that_mounts_nothing_is_told() throws Exception {
        var result = bench.run(
                SetUpScripts.STORAGE,
                "true",
                root.toString(),
                root.resolve("models").toString());

        assertThat(result.exitCode()).isEqualTo(10);
        assertThat(result.failure(SetUpPlan.STORAGE).code()).isEqualTo(FailureCode.MOUNT_FAILED);
        assertThat(result.failure(SetUpPlan.STORAGE).message()).contains("nothing is mounted at " + root);
        assertThat(root.resolve("models")).doesNotExist();
    }

    @Test
    void what_is_mounted_is_not_mounted_again() throws Exception {
        var result = bench.run(SetUpScripts.STORAGE, "exit 1", "/proc", "");

        assertThat(result.exitCode()).as(result.said()).isZero();
    }

    @Test
    void a_mount_that_works_is_used() throws Exception {
        var apart = List.of("unshare", "--mount");
        assumeTrue(bench.run(apart, "mount -t tmpfs none /mnt").exitCode() == 0, "skipped: mounting needs root");
        Path point = folder.resolve("with blank");
        String mount = "mount -t tmpfs none '" + point + "'";

        var result = bench.run(apart, SetUpScripts.STORAGE, mount, point.toString(), point + "/hub");

        assertThat(result.exitCode()).as(result.said()).isZero();
        assertThat(result.said()).isEqualTo("slipway: mounted %s\nslipway: models go to %1$s/hub\n".formatted(point));
        assertThat(point).isEmptyDirectory();
    }

    private ScriptBench.Result uv(String uv, String python) throws Exception {
        return bench.run(SetUpScripts.UV, root.toString(), "0.13.9", uv, python);
    }

    private void assertOwnUv() {
        assertThat(root.resolve("tools/uv/bin/uv")).isExecutable();
        assertThat(root.resolve("tools/.uv.run-1")).doesNotExist();
    }

    private void assertNoUv(ScriptBench.Result result) {
        assertThat(result.exitCode()).isEqualTo(20);
        assertThat(result.failure(SetUpPlan.UV).code()).isEqualTo(FailureCode.UV_UNAVAILABLE);
        assertThat(result.said()).contains("by way of pip", "by way of environment", "by way of installer");
        assertThat(root.resolve("tools/uv")).doesNotExist();
    }

    /** What uv finds in its environment when it installs. */
    private List<String> settings() throws Exception {
        oldRuntime();
        var result = runtime("vllm");
        assertThat(result.exitCode()).as(result.said()).isZero();
        return Files.readAllLines(folderOfRuntime().resolve("environment"));
    }

    /** With something in it, and a uv that notes in a new one what it was given. */
    private Path oldRuntime() throws IOException {
        bench.program("uv", """
                case $1 in
                  venv) mkdir -p "$6" ;;
                  pip)
                    new=${4%/bin/python}
                    shift 4
                    printf '%s\\n' "$@" >"$new/arguments"
                    env >"$new/environment"
                    ;;
                esac""");
        Files.createDirectories(folderOfRuntime());
        Files.writeString(folderOfRuntime().resolve("old"), "");
        return folderOfRuntime();
    }

    private ScriptBench.Result runtime(String... arguments) throws Exception {
        var parameters = new ArrayList<>(List.of("uv", "3.12", folderOfRuntime().toString()));
        parameters.addAll(List.of(arguments));
        return bench.run(SetUpScripts.RUNTIME, parameters.toArray(String[]::new));
    }

    private void undo() throws Exception {
        bench.run(SetUpScripts.UNDO_RUNTIME, folderOfRuntime().toString());
    }

    private Path folderOfRuntime() {
        return root.resolve("runtimes/release");
    }

    private Path build() {
        return root.resolve("runtimes/.release.run-1");
    }
}
