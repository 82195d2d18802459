package dev.slipway.cli;

import static dev.slipway.cli.Samples.log;
import static dev.slipway.cli.Samples.progress;
import static dev.slipway.cli.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Console.Outcome;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.deployment.DeploymentPlan;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunFailure;
import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.StepState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that start a run and follow it, without a terminal. */
class FollowingTest {
    private static final RunFailure TOO_BIG =
            new RunFailure("GPU_OUT_OF_MEMORY", "GPU 0 ran out of memory.", "Use a smaller --context.", 422);

    @TempDir
    private Path folder;

    private StubApi api;
    private Console console;

    @BeforeEach
    void prepare() throws IOException {
        api = new StubApi();
        console = new Console(folder, api.address());
        api.on("GET /api/v1/deployments/qwen", Samples.deployment("qwen", "READY", "chat"));
    }

    @AfterEach
    void end() {
        api.close();
    }

    private void startEnds(RunStatus status, @Nullable RunFailure failure) {
        Run run = Samples.run("run-1", status, failure);
        RunEvent.Type type = status == RunStatus.DONE ? RunEvent.Type.RUN_DONE : RunEvent.Type.RUN_FAILED;
        api.on("POST /api/v1/deployments", Samples.run("run-1", RunStatus.PENDING, null))
                .run(
                        run,
                        step(1, "plan", "Plan", StepState.DONE, "GPU 0, port 8001"),
                        step(2, "model", "Model", StepState.RUNNING, ""),
                        progress(3, 400_000_000, 1_500_000_000),
                        progress(4, 410_000_000, 1_500_000_000),
                        progress(5, 900_000_000, 1_500_000_000),
                        step(6, "model", "Model", StepState.DONE, "10 files"),
                        log(7, "INFO loading\nERROR out of "),
                        log(8, "memory\n"),
                        step(9, "ready", "Ready", status == RunStatus.DONE ? StepState.DONE : StepState.FAILED, ""),
                        Samples.end(10, type, failure));
    }

    @Test
    void aModelIsRemovedWholeUnlessARevisionIsNamed() {
        api.on("DELETE /api/v1/pods/gpu-1/models", Samples.run("run-1", RunStatus.PENDING, null))
                .run(Samples.run("run-1", RunStatus.DONE, null), Samples.end(1, RunEvent.Type.RUN_DONE, null));

        Outcome whole = console.run("models", "remove", "org/model", "--pod", "gpu-1");
        Outcome one = console.run("models", "remove", "org/model", "--revision", "v1", "--pod", "gpu-1", "--detach");

        assertThat(whole.exitCode()).isZero();
        assertThat(whole.output()).endsWith("org/model is no longer on gpu-1.\n");
        assertThat(one.exitCode()).isZero();
        assertThat(api.requests())
                .contains(
                        "DELETE /api/v1/pods/gpu-1/models {\"repo\":\"org/model\",\"revision\":\"\"}",
                        "DELETE /api/v1/pods/gpu-1/models {\"repo\":\"org/model\",\"revision\":\"v1\"}");
    }

    @Test
    void startFollowsTheRunAcrossBrokenConnectionsAndSaysHowToUseIt() {
        startEnds(RunStatus.DONE, null);

        Outcome outcome = console.run("start", "Qwen/Qwen3-0.6B", "--name", "qwen", "--pod", "gpu-1");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.errors()).isEmpty();
        Golden.assertMatches("start", outcome.output().replace(api.address(), "http://127.0.0.1:8080"));
        assertThat(api.requests().stream().filter(request -> request.endsWith("/events")))
                .hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "score"})
    void whatDoesNotChatIsShownWithTheRequestsThatItTakes(String kind) {
        startEnds(RunStatus.DONE, null);
        api.on("GET /api/v1/deployments/qwen", Samples.deployment("qwen", "READY", kind));

        String output = console.run("start", "Qwen/Qwen3-0.6B", "--name", "qwen", "--pod", "gpu-1")
                .output()
                .replace(api.address(), "http://127.0.0.1:8080");

        Golden.assertMatches("usage-" + kind, output.substring(output.indexOf("qwen is ready")));
    }

    @Test
    void aFailedStartTellsWhyAndTheEndOfTheLog() {
        startEnds(RunStatus.FAILED, TOO_BIG);

        Outcome outcome = console.run("start", "Qwen/Qwen3-0.6B", "--name", "qwen", "--pod", "gpu-1");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("""
                        The last lines of its log:
                          | INFO loading
                          | ERROR out of memory
                        slipway: GPU 0 ran out of memory.
                                 Use a smaller --context. (GPU_OUT_OF_MEMORY)
                                 Details: http://127.0.0.1:8233/run
                        """);
    }

    @Test
    void anApiThatGoesAwayLeavesTheRunWhichIsSaid() {
        api.on("POST /api/v1/deployments", Samples.run("run-1", RunStatus.PENDING, null));
        api.on("GET /api/v1/runs/run-1/events", "no stream");

        Outcome outcome = console.run("start", "org/model", "--name", "qwen", "--pod", "gpu-1");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.errors()).contains("Run run-1 goes on by itself. Watch it with `slipway runs watch run-1`.");
    }

    @Test
    void aFailureOfARunHasTheExitCodeOfAFailureOfARequest() {
        startEnds(
                RunStatus.FAILED,
                new RunFailure("REPOSITORY_NOT_FOUND", "The Hub has no org/none.", "Check the name.", 404));

        assertThat(console.run("start", "org/none", "--name", "qwen", "--pod", "gpu-1")
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void aStartThatWasDoneBeforeIsNotPlayedAgain() {
        startEnds(RunStatus.DONE, null);
        api.on("POST /api/v1/deployments", Samples.run("run-1", RunStatus.DONE, null));

        Outcome outcome = console.run("start", "Qwen/Qwen3-0.6B", "--name", "qwen", "--pod", "gpu-1");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .startsWith("qwen runs already, since run run-1.\n")
                .contains("qwen is ready");
        assertThat(api.requests()).noneMatch(request -> request.contains("/events"));
    }

    @Test
    void detachReturnsAtOnce() {
        startEnds(RunStatus.DONE, null);

        Outcome outcome = console.run("start", "Qwen/Qwen3-0.6B", "--pod", "gpu-1", "--detach");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .isEqualTo("Run run-1 goes on by itself. Watch it with `slipway runs watch run-1`.\n");
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void jsonIsTheEndedRunAloneAndProgressGoesToTheOtherStream() {
        startEnds(RunStatus.DONE, null);

        Outcome outcome = console.run("start", "Qwen/Qwen3-0.6B", "--pod", "gpu-1", "-o", "json");

        assertThat(JsonCodec.read(outcome.output(), Run.class).status()).isEqualTo(RunStatus.DONE);
        assertThat(outcome.errors()).contains("Model: done in 12 s - 10 files");
    }

    @Test
    void theRequestCarriesEveryOptionAndRawArguments() {
        startEnds(RunStatus.DONE, null);

        console.run(
                "start",
                "Qwen/Qwen3-0.6B",
                "--pod",
                "gpu-1",
                "--memory",
                "30%",
                "--context",
                "32k",
                "--gpus",
                "2",
                "--port",
                "8005",
                "--dtype",
                "float16",
                "--expose",
                "--env",
                "A=b=c",
                "--detach",
                "--",
                "--max-num-seqs",
                "4",
                "--",
                "-o",
                "json");

        assertThat(api.requests().getFirst())
                .isEqualTo("POST /api/v1/deployments {\"name\":\"qwen3-0-6b\",\"pod\":\"gpu-1\","
                        + "\"model\":\"Qwen/Qwen3-0.6B\",\"revision\":\"main\",\"runtime\":\"\",\"memoryPercent\":30,"
                        + "\"contextTokens\":32768,\"gpus\":2,\"port\":8005,\"dtype\":\"float16\",\"expose\":true,"
                        + "\"arguments\":[\"--max-num-seqs\",\"4\",\"--\",\"-o\",\"json\"],"
                        + "\"environment\":{\"A\":\"b=c\"},\"readyTimeoutSeconds\":0}");
    }

    @Test
    void dryRunShowsThePlan() {
        api.on(
                "POST /api/v1/deployments",
                new DeploymentPlan(
                        List.of("GPU-0"),
                        List.of(0),
                        90,
                        8001,
                        "release",
                        List.of(
                                "/r/bin/vllm",
                                "serve",
                                "Qwen/Qwen3-0.6B",
                                "--port",
                                "8001",
                                "--max-model-len",
                                "32768",
                                "--served-model-name",
                                "qwen",
                                "it's"),
                        Map.of("CUDA_VISIBLE_DEVICES", "GPU-0"),
                        "catalogue",
                        List.of("--max-model-len 32768 replaced 40960."),
                        "chat"));

        Outcome outcome = console.run("start", "Qwen/Qwen3-0.6B", "--name", "qwen", "--pod", "gpu-1", "--dry-run");

        Golden.assertMatches("plan", outcome.output());
        assertThat(api.requests()).singleElement().asString().startsWith("POST /api/v1/deployments?dryRun=true");
    }

    @Test
    void stopOfAllAsksAndNamesThem() {
        running();

        Outcome refused = console.typing("n\n").run("stop", "--pod", "gpu-1");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("Stop all of gpu-1: qwen, other? [y/N]", "Nothing was stopped.");
        assertThat(api.requests()).noneMatch(request -> request.startsWith("DELETE"));

        assertThat(console.typing("y\n").run("stop", "--pod", "gpu-1").exitCode())
                .isZero();
        assertThat(api.requests())
                .contains("DELETE /api/v1/deployments/qwen?drain=30", "DELETE /api/v1/deployments/other?drain=30")
                .noneMatch(request -> request.contains("DELETE /api/v1/deployments/elsewhere"));
    }

    @Test
    void stopOfAllWithoutATerminalMustBeSaid() {
        running();

        Outcome outcome = console.run("stop", "--pod", "gpu-1");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors()).contains("Without a terminal nobody can be asked.");

        assertThat(console.run("stop", "--all", "--pod", "gpu-1").exitCode()).isZero();
    }

    private void running() {
        var elsewhere = Samples.deployment("elsewhere", "READY", "chat");
        api.on(
                        "GET /api/v1/deployments",
                        List.of(
                                Samples.deployment("qwen", "READY", "chat"),
                                Samples.deployment("other", "DEAD", "chat"),
                                new dev.slipway.client.deployment.Deployment(
                                        elsewhere.name(),
                                        "gpu-9",
                                        "m",
                                        "main",
                                        "",
                                        "RUNNING",
                                        "READY",
                                        "",
                                        "",
                                        1,
                                        1,
                                        List.of(),
                                        List.of(),
                                        "",
                                        "",
                                        false,
                                        null,
                                        "",
                                        Samples.THEN,
                                        null,
                                        Samples.THEN)))
                .on("DELETE /api/v1/deployments/qwen", Samples.run("run-1", RunStatus.PENDING, null))
                .on("DELETE /api/v1/deployments/other", Samples.run("run-2", RunStatus.PENDING, null))
                .run(Samples.run("run-1", RunStatus.DONE, null), Samples.end(1, RunEvent.Type.RUN_DONE, null))
                .run(Samples.run("run-2", RunStatus.DONE, null), Samples.end(1, RunEvent.Type.RUN_DONE, null));
    }

    @Test
    void aRunThatWaitsForItsPodIsNotWatchedForEver() {
        var failure = new RunFailure("POD_UNREACHABLE", "The pod does not answer.", "Check it.", 503);
        api.run(
                Samples.run("run-1", RunStatus.CLEANUP_PENDING, failure),
                Samples.end(1, RunEvent.Type.RUN_CLEANUP_PENDING, failure));

        Outcome outcome = console.run("runs", "watch", "run-1");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("cleaning up waits until it is back.");
    }

    @Test
    void cancelAsksTheRunToEnd() {
        api.on("POST /api/v1/runs/run-1/cancel", Samples.run("run-1", RunStatus.RUNNING, null));

        assertThat(console.run("runs", "cancel", "run-1").output()).startsWith("Asked to end");
        assertThat(console.run("runs", "cancel", "run-2").exitCode()).isEqualTo(3);
    }
}
