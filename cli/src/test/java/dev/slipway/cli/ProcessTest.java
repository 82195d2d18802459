package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.JsonCodec;
import dev.slipway.client.deployment.Deployment;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.StepState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process: signals, and what it prints for a shell to run. */
class ProcessTest {
    /** One answer for all: what each sample looks for stands in it. */
    private static final Map<String, Object> ANSWER = Map.of(
            "choices",
            List.of(Map.of("message", Map.of("content", "a ramp for ships"))),
            "data",
            List.of(Map.of("embedding", List.of(0.1, 0.2))),
            "results",
            List.of(Map.of("index", 0)));

    @TempDir
    private Path folder;

    private StubApi api;

    @BeforeEach
    void prepare() throws IOException {
        api = new StubApi();
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void anInterruptWithoutATerminalDetachesAndPrintsTheRunsId() throws IOException, InterruptedException {
        api.run(Samples.run("run-1", RunStatus.RUNNING, null), Samples.step(1, "a", "A", StepState.RUNNING, ""))
                .endless("run-1");
        Process command = start("runs", "watch", "run-1");
        var output = new java.io.BufferedReader(
                new java.io.InputStreamReader(command.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).contains("run run-1");
        assertThat(output.readLine()).contains("A ...");

        new ProcessBuilder("kill", "-INT", Long.toString(command.pid())).start().waitFor();

        assertThat(output.lines().collect(Collectors.joining("\n")))
                .isEqualTo("Run run-1 goes on by itself. Watch it with `slipway runs watch run-1`.");
        assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).isZero();
        assertThat(api.requests()).noneMatch(request -> request.contains("cancel"));
    }

    @Test
    void theCurlSampleWorksAsPrinted() throws IOException, InterruptedException {
        Deployment ready = Samples.deployment("qwen", "READY", "chat");
        api.on("POST /api/v1/deployments", Samples.run("run-1", RunStatus.PENDING, null))
                .on("GET /api/v1/deployments/qwen", ready)
                .on("POST /v1/chat/completions", Map.of("id", "answer"))
                .run(Samples.run("run-1", RunStatus.DONE, null), Samples.end(1, RunEvent.Type.RUN_DONE, null));
        Files.createDirectories(folder.resolve("a home"));
        Files.writeString(folder.resolve("a home/token"), "local-token\n");
        Process command = start("start", "Qwen/Qwen3-0.6B", "--name", "qwen", "--pod", "gpu-1");
        String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String sample = printed.substring(printed.indexOf("export "), printed.indexOf("python3"));

        Process shell = new ProcessBuilder("bash", "-euc", sample).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"answer\"}");
        assertThat(api.requests())
                .last()
                .isEqualTo("POST /v1/chat/completions {\"model\": \"qwen\", \"messages\": [{\"role\": \"user\","
                        + " \"content\": \"What is a slipway?\"}]}");
        assertThat(api.authorizations()).last().isEqualTo("Bearer local-token");
    }

    /** Both samples of each kind, run by a shell; the official client's place is taken by one that only sends. */
    @ParameterizedTest
    @CsvSource({
        "chat, /v1/chat/completions, a ramp for ships",
        "guard, /v1/chat/completions, a ramp for ships",
        "embed, /v1/embeddings, 2",
        "score, /v1/rerank, [{'index': 0}]"
    })
    void theSamplesOfEachKindWorkAsPrinted(String kind, String path, String shown)
            throws IOException, InterruptedException {
        Console console = new Console(folder, api.address());
        api.on("POST /api/v1/deployments", Samples.run("run-1", RunStatus.PENDING, null))
                .on("GET /api/v1/deployments/qwen", Samples.deployment("qwen", "READY", kind))
                .on("POST " + path, ANSWER)
                .run(Samples.run("run-1", RunStatus.DONE, null), Samples.end(1, RunEvent.Type.RUN_DONE, null));
        String printed =
                console.run("start", "o/m", "--name", "qwen", "--pod", "p").output();
        int before = api.requests().size();
        var shell = new ProcessBuilder("bash", "-euc", printed.substring(printed.indexOf("export ")))
                .redirectErrorStream(true);
        shell.environment().put("SLIPWAY_TOKEN", "token-canary");
        shell.environment()
                .put("PYTHONPATH", Path.of("src/test/python").toAbsolutePath().toString());
        shell.environment().put("PYTHONDONTWRITEBYTECODE", "1");

        Process samples = shell.start();

        String output = new String(samples.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(samples.waitFor()).as(output).isZero();
        assertThat(output).endsWith("}" + shown + "\n");
        List<String> sent = api.requests().subList(before, api.requests().size());
        assertThat(sent).hasSize(2).allMatch(request -> request.startsWith("POST " + path + " {"));
        assertThat(JsonCodec.read(body(sent.getLast()), Object.class))
                .as("the client sends what curl sends")
                .isEqualTo(JsonCodec.read(body(sent.getFirst()), Object.class))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("model", "qwen");
        assertThat(api.authorizations().subList(before, before + 2)).containsOnly("Bearer token-canary");
    }

    private static String body(String request) {
        return request.substring(request.indexOf('{'));
    }

    @Test
    void theCompletionScriptIsOneForEachShell() throws IOException, InterruptedException {
        Console console = new Console(folder, api.address());
        for (String shell : List.of("bash", "zsh")) {
            String script = console.run("completion", shell).output();
            assertThat(script).contains("complete -F _complete_slipway", "--torch-backend", "catalogue");
            Path file = Files.writeString(folder.resolve("script"), script);
            assertThat(new ProcessBuilder(shell, "-n", file.toString()).start().waitFor())
                    .isZero();
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("script"),
                new Console(folder, api.address()).run("completion", "bash").output());
        String typed = "source " + script + "; COMP_WORDS=(slipway pods se); COMP_CWORD=2; _complete_slipway;"
                + " echo \"${COMPREPLY[*]}\"; COMP_WORDS=(slipway start --dr); COMP_CWORD=2; _complete_slipway;"
                + " echo \"${COMPREPLY[*]}\"";

        Process bash = new ProcessBuilder("bash", "-c", typed).start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .map(String::strip)
                .containsExactly("setup", "--dry-run");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsNoSuccess() throws IOException, InterruptedException {
        api.on("GET /api/v1/deployments", List.of());
        Process command =
                prepared("list").redirectOutput(new java.io.File("/dev/full")).start();

        assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).isEqualTo(1);
    }

    private Process start(String... arguments) throws IOException {
        return prepared(arguments).start();
    }

    private ProcessBuilder prepared(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SlipwayCommand.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLIPWAY_HOME", folder.resolve("a home").toString());
        builder.environment().put("SLIPWAY_SERVER", api.address());
        builder.environment().remove("SLIPWAY_TOKEN");
        return builder;
    }
}
