package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.slipway.testpods.process.PodProcess;
import dev.slipway.testpods.real.PodSpec;
import dev.slipway.testpods.real.RealPod;
import dev.slipway.testpods.real.RealPods;
import dev.slipway.testpods.real.TinyModel;
import dev.slipway.testpods.stack.Shell;
import dev.slipway.testpods.stack.Stack;
import dev.slipway.workflows.run.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The main job on real parts: OpenSSH, uv, vLLM for CPU, the hf client against a local Hub, a Temporal server, {@code api} and
 * {@code worker} as processes from the archive, driven by the command line and the official OpenAI client.
 */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class MainJobTest {
    private static final String MODEL = "slipway/tiny-qwen2";
    private static final SearchAttributeKey<String> POD = SearchAttributes.POD;
    private static final SearchAttributeKey<String> MODEL_NAME = SearchAttributes.MODEL;
    private static final SearchAttributeKey<String> DEPLOYMENT = SearchAttributes.DEPLOYMENT;
    private static final SearchAttributeKey<String> KIND = SearchAttributes.KIND;
    /** None when it was measured; some steps of the launch may come late. One a second would be more at any rate. */
    private static final int MOST_CHANNELS_OF_A_WAIT = 6;

    private static final List<String> SET_UP =
            List.of("pods", "setup", "real", "--runtime", "0.32.0", "--torch-backend", "none");

    private RealPods pods;
    private RealPod pod;
    private Stack stack;
    private Set<Path> foreignLeftovers = Set.of();

    @BeforeAll
    void start() throws Exception {
        pods = RealPods.start(PodSpec.cpu("real"));
        pod = pods.pod("real");
        foreignLeftovers = leftovers();
        stack = Stack.up(Map.of());
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
        pods.close();
    }

    @Test
    @Order(1)
    void registersThePod() throws Exception {
        List<String> command =
                new ArrayList<>(List.of("pods", "add", "real", pod.login().target()));
        command.addAll(List.of("--identity", pod.login().identity().toString()));
        command.addAll(List.of("--known-hosts", pod.login().knownHosts().toString()));
        pods.environment().forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.addAll(List.of("--env", "UV_CACHE_DIR=" + Stack.cache().resolve("uv")));
        expectDone(command);
        assertThat(expectDone("pods", "list")).contains("real");
    }

    @Test
    @Order(2)
    void setsItUp() throws Exception {
        expectDone(SET_UP);
        for (String program : List.of("vllm", "hf")) {
            Path console = runtimePython().resolveSibling(program);
            assertThat(Shell.run(pod.home(), Map.of(), console.toString(), "--help")
                            .exitCode())
                    .as("%s still works where the runtime was moved to", program)
                    .isZero();
        }
        assertThat(expectDone("pods", "show", "real")).contains("0.32.0");
        expectShown("setup/real", "Set up real", Map.of(POD, "real", KIND, "SET_UP"));
    }

    @Test
    @Order(3)
    void aSecondSetUpChangesNothing() throws Exception {
        long before = newestChange(pod.home().resolve(".slipway/runtimes"));
        int channels = pods.sshd().channelCount();
        String output = expectDone(SET_UP);
        assertThat(output).contains("The pod is ready as it is.").doesNotContain("vLLM runtime: done");
        assertThat(pods.sshd().channelCount() - channels).as("SSH channels").isLessThanOrEqualTo(6);
        assertThat(newestChange(pod.home().resolve(".slipway/runtimes"))).isEqualTo(before);
    }

    @Test
    @Order(4)
    void pullsTheModel() throws Exception {
        Path made = TinyModel.qwen2().make(runtimePython(), stack.work().resolve("tiny"));
        pods.hub().addRepository(MODEL, made);
        expectDone("models", "pull", MODEL);
        assertThat(expectDone("models", "list")).contains(MODEL);
        expectShown(
                "download/real/" + MODEL,
                "Download " + MODEL + " to real",
                Map.of(POD, "real", MODEL_NAME, MODEL, KIND, "DOWNLOAD"));
    }

    @Test
    @Order(5)
    void startsTheServer() throws Exception {
        int before = pods.sshd().channelCount();
        var start = CompletableFuture.supplyAsync(() -> done(
                "start", MODEL, "--name", "tiny", "--context", "512", "--dtype", "bfloat16", "--", "--enforce-eager"));
        awaitProcess("vllm serve");
        int channels = pods.sshd().channelCount();
        assertThat(channels).isGreaterThan(before);
        String output = start.join();
        assertThat(pods.sshd().channelCount() - channels)
                .as("SSH channels since the server began: the pod pushes, nobody asks it again and again")
                .isLessThanOrEqualTo(MOST_CHANNELS_OF_A_WAIT);
        assertThat(output).contains("/v1", "curl").doesNotContain("canary-deployment-key");
        assertThat(expectDone("list")).contains("tiny").containsIgnoringCase("ready");
        TemporalView.Shown deployment = temporal("deployment/tiny");
        assertThat(deployment.summary()).isEqualTo("Deployment tiny");
        assertThat(deployment.attribute(DEPLOYMENT)).isEqualTo("tiny");
        TemporalView.Shown shown = expectShown(
                "deployment/tiny/start/1",
                "Start tiny on real: " + MODEL,
                Map.of(POD, "real", MODEL_NAME, MODEL, DEPLOYMENT, "tiny", KIND, "START"));
        assertThat(deployment.historyEvents() + shown.historyEvents()).isLessThanOrEqualTo(80);
    }

    @Test
    @Order(6)
    void chatsThroughTheGateway() throws Exception {
        try (Gateway gateway = new Gateway(stack)) {
            OpenAIClient client = gateway.client();
            var question = ChatCompletionCreateParams.builder()
                    .model("tiny")
                    .maxCompletionTokens(8)
                    .addUserMessage("Hello")
                    .build();
            var answer = client.chat().completions().create(question);
            assertThat(answer.choices()).hasSize(1);
            assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
            try (var stream = client.chat().completions().createStreaming(question)) {
                assertThat(stream.stream().count()).isGreaterThan(1);
            }
            assertThat(client.models().list().data())
                    .anyMatch(model -> model.id().equals("tiny"));
        }
    }

    @Test
    @Order(7)
    void showsTheLog() throws Exception {
        assertThat(expectDone("logs", "tiny")).contains("Application startup complete");
    }

    @Test
    @Order(8)
    void noSecretIsInSight() throws Exception {
        for (PodProcess process : pods.sshd().processes()) {
            assertThat(process.command()).doesNotContain("canary");
        }
        assertThat(SecretSearch.in(stack.home()))
                .as("files of the stack that hold a canary")
                .isEmpty();
        assertThat(SecretSearch.in(pod.home().resolve(".slipway"), "runtimes")).isEmpty();
    }

    @Test
    @Order(9)
    void stopsItAndLeavesNothing() throws Exception {
        String run = RunId.in(expectDone("stop", "tiny"));
        expectShown(
                "deployment/tiny/stop/1/" + run,
                "Stop tiny",
                Map.of(POD, "real", MODEL_NAME, MODEL, DEPLOYMENT, "tiny", KIND, "STOP"));
        expectNothingRuns();
        assertThat(expectDone("list")).containsPattern("tiny +stopped");
        expectDone("stop", "tiny");
    }

    @Test
    @Order(10)
    void whatIsWrongEndsInItsOwnCodeAndLeavesNothing() throws Exception {
        pods.hub().addRepository("slipway/gated", Map.of("config.json", "{}"));
        pods.hub().makeGated("slipway/gated");
        expectFailed("BAD_ARGUMENT", "start", MODEL, "--name", "wrong", "--", "--no-such-option", "1");
        expectFailed("CONTEXT_TOO_LARGE", "start", MODEL, "--name", "large", "--context", "400k");
        expectFailed("REPOSITORY_NOT_FOUND", "start", "slipway/none", "--name", "none");
        expectFailed("REPOSITORY_GATED", "models", "pull", "slipway/gated");
        expectFailed(
                "PORT_TAKEN",
                "start",
                MODEL,
                "--name",
                "squatter",
                "--port",
                String.valueOf(pod.login().port()));
        expectNothingRuns();
    }

    @Test
    @Order(11)
    void aServerThatIsKilledWhileItStartsEndsTheRunAndLeavesNothing() throws Exception {
        String run = RunId.in(expectDone("start", MODEL, "--name", "killed", "--context", "512", "--detach"));
        ProcessHandle.of(awaitProcess("EngineCore").pid()).orElseThrow().destroyForcibly();

        Shell.Result watched = stack.slipway("runs", "watch", run);

        assertThat(watched.exitCode()).as(watched.all()).isEqualTo(1);
        assertThat(watched.all()).containsAnyOf("ENGINE_FAILED", "SERVER_CRASHED");
        expectNothingRuns();
    }

    @Test
    @Order(12)
    void aPortThatSomebodyTakesAfterThePlanEndsTheStart() throws Exception {
        int port = freePort();
        String run = RunId.in(expectDone(
                "start", MODEL, "--name", "late", "--context", "512", "--port", String.valueOf(port), "--detach"));
        awaitProcess("vllm serve");
        try (var squatter = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Shell.Result watched = stack.slipway("runs", "watch", run);
            assertThat(watched.exitCode())
                    .as("%s, although port %d was taken", watched.all(), squatter.getLocalPort())
                    .isPositive();
            assertThat(watched.all()).containsAnyOf("PORT_TAKEN", "WRONG_SERVER");
        }
        expectNothingRuns();
    }

    @Test
    @Order(13)
    void aStartOutlivesTheWorkerThatBeganIt() throws Exception {
        String run = RunId.in(expectDone(
                "start", MODEL, "--name", "survivor", "--context", "512", "--detach", "--", "--enforce-eager"));
        PodProcess server = awaitProcess("vllm serve");
        stack.kill("worker");
        expectDone("up");

        expectDone("runs", "watch", run);

        assertThat(pods.sshd().processes().stream().map(PodProcess::pid)).contains(server.pid());
        assertThat(expectDone("list")).containsPattern("survivor +ready");
        expectDone("stop", "survivor");
        expectNothingRuns();
    }

    private void expectFailed(String code, String... arguments) throws Exception {
        Shell.Result result = stack.slipway(arguments);
        assertThat(result.exitCode())
                .as("slipway %s:%n%s", String.join(" ", arguments), result.all())
                .isPositive();
        assertThat(result.all()).contains(code).doesNotContain("\tat ", "Exception in");
    }

    private void expectNothingRuns() throws IOException {
        assertThat(leftovers()).as("temporary files of servers that are gone").isSubsetOf(foreignLeftovers);
        assertThat(pods.sshd().processes())
                .as("processes that still run on the pod")
                .noneMatch(process ->
                        process.command().contains("vllm") || process.command().contains("VLLM"));
    }

    /** What servers on this machine, which is the pod, keep in its temporary folder: their own one, and what vLLM makes. */
    private static Set<Path> leftovers() throws IOException {
        try (var files = Files.list(Path.of("/tmp"))) {
            return files.filter(file -> file.getFileName().toString().matches("slipway-[0-9a-f]{16}|vllm.*|.*\\.lock"))
                    .collect(Collectors.toSet());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private PodProcess awaitProcess(String part) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> pods.sshd().processes().stream()
                                .filter(process -> process.command().contains(part))
                                .filter(process -> !process.command().contains("runner.sh"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String expectDone(List<String> arguments) throws Exception {
        return stack.expectDone(arguments);
    }

    private String expectDone(String... arguments) throws Exception {
        return stack.expectDone(List.of(arguments));
    }

    private String done(String... arguments) {
        try {
            return expectDone(arguments);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** What the Web UI shows of a run: one line, its steps, and by what it is found, neither less nor more. */
    private TemporalView.Shown expectShown(
            String workflowId, String summary, Map<SearchAttributeKey<String>, String> attributes) {
        TemporalView.Shown shown = temporal(workflowId);
        assertThat(shown.summary()).isEqualTo(summary);
        assertThat(shown.details()).as("current details of %s", workflowId).isNotBlank();
        for (SearchAttributeKey<String> key : List.of(POD, MODEL_NAME, DEPLOYMENT, KIND)) {
            assertThat(shown.attribute(key))
                    .as("%s of %s", key.getName(), workflowId)
                    .isEqualTo(attributes.getOrDefault(key, ""));
        }
        return shown;
    }

    private TemporalView.Shown temporal(String workflowId) {
        try (var view = new TemporalView(stack.temporalTarget())) {
            return view.show(workflowId);
        }
    }

    private Path runtimePython() throws IOException {
        try (var found = Files.walk(pod.home().resolve(".slipway/runtimes"), 4)) {
            return found.filter(path -> path.endsWith(Path.of("bin", "python")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long newestChange(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.mapToLong(path -> path.toFile().lastModified()).max().orElse(0);
        }
    }
}
