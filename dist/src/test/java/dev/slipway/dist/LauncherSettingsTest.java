package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher reads, what it hands on, and what it says when something is missing. */
class LauncherSettingsTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void prepare() throws IOException {
        sandbox = new Sandbox(folder);
    }

    @Test
    void readsTheFileWithoutExecutingIt() throws IOException, InterruptedException {
        Path trace = folder.resolve("executed");
        env("""
                # a comment
                SLIPWAY_LOG_LEVEL = debug   # a comment behind
                export SLIPWAY_LOG_FORMAT="json" # quoted
                SLIPWAY_API_KEY='it is $(touch %1$s) "quoted"'
                SLIPWAY_TOKEN=`touch %1$s`$(touch %1$s)
                SLIPWAY_DATABASE_PASSWORD="with # and = inside"
                HF_TOKEN=hf_with#hash
                SLIPWAY_CATALOGUE_DIR=
                PATH=/nowhere
                LD_PRELOAD=/nowhere
                SLIPWAY_SERVER=http://from-file:1\r
                """.formatted(trace));
        sandbox.environment.put("SLIPWAY_LOG_LEVEL", "warn");

        assertThat(sandbox.slipway("list").exitCode()).isZero();
        assertThat(trace).doesNotExist();
        assertThat(sandbox.calls())
                .contains("env SLIPWAY_LOG_LEVEL=warn\n")
                .contains("env SLIPWAY_LOG_FORMAT=json\n")
                .contains("env SLIPWAY_API_KEY=it is $(touch " + trace + ") \"quoted\"\n")
                .contains("env SLIPWAY_TOKEN=`touch " + trace + "`$(touch " + trace + ")\n")
                .contains("env SLIPWAY_DATABASE_PASSWORD=with # and = inside\n")
                .contains("env HF_TOKEN=hf_with#hash\n")
                .contains("env SLIPWAY_SERVER=http://from-file:1\n")
                .doesNotContain("SLIPWAY_CATALOGUE_DIR");
    }

    @Test
    void aBrokenLineIsNamedWithoutItsContent() throws IOException, InterruptedException {
        env("SLIPWAY_LOG_LEVEL=info\nSLIPWAY_API_KEY=\"secret-canary\n");
        assertThat(sandbox.slipway("list").errors())
                .isEqualTo("slipway: " + folder.resolve(".env") + ", line 2: the quote is not closed.\n");

        env("secret-canary\n");
        Sandbox.Result result = sandbox.slipway("list");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).isEqualTo("slipway: " + folder.resolve(".env") + ", line 1: expected KEY=VALUE.\n");
    }

    @Test
    void takesPortsFromThePropertiesFileToo() throws IOException, InterruptedException {
        sandbox.environment.remove("SLIPWAY_API_PORT");
        Files.createDirectories(sandbox.home());
        Files.writeString(sandbox.home().resolve("slipway.properties"), "# mine\napi.port = 18099\n");

        sandbox.slipway("list");

        assertThat(sandbox.calls()).contains("env SLIPWAY_API_PORT=18099\n");
    }

    @Test
    void handsEverythingElseToTheCommandLine() throws IOException, InterruptedException {
        Sandbox.Result result = sandbox.slipway("start", "a b", "--", "--x=$HOME", "*");

        assertThat(result.output()).isEqualTo("cli [start, a b, --, --x=$HOME, *]\n");
        assertThat(sandbox.calls())
                .contains(
                        "lib/slipway-cli-9.9.9.jar -Dslipway.terminals= dev.slipway.cli.SlipwayCommand start a b -- --x=$HOME *");
    }

    @Test
    void isFoundThroughALink() throws IOException, InterruptedException {
        Path link = folder.resolve("bin/slipway");
        Files.createSymbolicLink(link, Path.of("../slipway"));

        var process = new ProcessBuilder("slipway", "list").redirectErrorStream(true);
        process.environment().clear();
        process.environment().putAll(sandbox.environment);
        process.command().set(0, link.toString());
        Process begun = process.start();
        assertThat(new String(begun.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("cli [list]\n");
    }

    @Test
    void saysThatAJdkIsMissing() throws IOException, InterruptedException {
        Path finder = folder.resolve("launcher/find-jdk.sh");
        Files.writeString(
                finder, Files.readString(finder).replace("/usr/", "/none/").replace("/opt/", "/none/"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.2\"\n");
        sandbox.environment.put("PATH", Tools.without(folder.resolve("bin"), "java"));

        Sandbox.Result result = sandbox.slipway("list");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .isEqualTo(
                        "Slipway needs JDK 25 or newer and found none: install one (for example Temurin 25) or set JAVA_HOME to it.\n");
    }

    private void env(String content) throws IOException {
        Files.writeString(folder.resolve(".env"), content);
    }
}
