package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testpods.simulated.SimulatedPod;
import dev.slipway.testpods.stack.Shell;
import dev.slipway.testpods.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What people do with a pod, and what they are shown of it when something happens there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SimulatedPodTest {
    private SimulatedPod pod;
    private Stack stack;

    @BeforeAll
    void start() throws Exception {
        pod = SimulatedPod.start();
        stack = Stack.up(Map.of());
        stack.expectDone(List.of(
                "pods",
                "add",
                "sim",
                pod.login().target(),
                "--identity",
                pod.login().identity().toString(),
                "--known-hosts",
                pod.login().knownHosts().toString(),
                "--env",
                "HF_ENDPOINT=" + pod.hub().endpoint(),
                "--secret-env",
                "PASS=canary-of-the-pod"));
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
        pod.close();
    }

    @Test
    @Order(1)
    void aDryRunPrintsWhatAPersonCanRunAndChangesNothing() throws Exception {
        String script = dryRun();
        assertThat(script)
                .startsWith("#!/bin/sh\n")
                .contains("== cuda-toolkit", "== runtime", "# export PASS=... (left out: it is a secret)")
                .doesNotContain("canary");
        assertThat(pod.login().home().resolve(".slipway/runtimes")).doesNotExist();
    }

    @Test
    @Order(2)
    void afterTheScriptWasRunByHandTheNextSetUpFindsNothingToDo() throws Exception {
        // As one command line, the hardest way: the shell that runs it holds the whole text in its own arguments.
        Shell.Result byHand = Shell.run(stack.work(), Map.of(), pod.login().sshCommand(dryRun()));
        assertThat(byHand.exitCode()).as(byHand.all()).isZero();
        assertThat(byHand.output()).endsWith("vLLM 0.32.0\n");

        String output = stack.expectDone(List.of("pods", "setup", "sim"));

        assertThat(output).contains("The pod is ready as it is.");
        assertThat(dryRun()).contains("There is nothing to do.");
    }

    @Test
    @Order(3)
    void pullsAModel() throws Exception {
        stack.expectDone(List.of("models", "pull", SimulatedPod.MODEL));
        assertThat(stack.expectDone(List.of("models", "list"))).contains(SimulatedPod.MODEL, "verified");
    }

    @Test
    @Order(4)
    void theListTellsWhatThePodShows() throws Exception {
        String run = RunId.in(stack.expectDone(List.of("start", SimulatedPod.MODEL, "--name", "seen", "--detach")));
        // Stopped in the middle of its start: it is slow for as long as that is looked at.
        signalServer("STOP");
        assertThat(list()).containsPattern("seen +starting");
        signalServer("CONT");
        stack.expectDone(List.of("runs", "watch", run));
        assertThat(list()).containsPattern("seen +ready");

        signalServer("STOP");
        assertThat(list()).containsPattern("seen +unhealthy");
        signalServer("CONT");
        assertThat(list()).containsPattern("seen +ready");
        assertThat(stack.expectDone(List.of("pods", "inspect", "sim")).lines().filter(line -> line.contains("H100")))
                .as("both GPUs with total and free memory, what is reserved, and for whom")
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .containsPattern("\\d +NVIDIA H100 80GB HBM3 +79\\.6 GiB +[78]\\.\\d GiB +90 % +seen"))
                .anySatisfy(line -> assertThat(line)
                        .containsPattern("\\d +NVIDIA H100 80GB HBM3 +79\\.6 GiB +79\\.\\d GiB +0 % +-"));

        pod.link().refuse();
        pod.link().drop();
        assertThat(list()).containsPattern("seen +unreachable");
        pod.link().accept();
        assertThat(list()).containsPattern("seen +ready");

        pod.killProcesses();
        assertThat(list()).containsPattern("seen +dead");
        stack.expectDone(List.of("stop", "seen"));
        assertThat(list()).containsPattern("seen +stopped");
    }

    @Test
    @Order(5)
    void theLogIsFollowedUntilTheServerStops() throws Exception {
        stack.expectDone(List.of("start", SimulatedPod.MODEL, "--name", "told"));
        Path shown = stack.work().resolve("told.log");
        Process follower = stack.begin(shown, "logs", "told", "--follow");
        try {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(shown).content().contains("Application startup complete."));
            assertThat(shown).content().doesNotContain("POST /v1/chat/completions");

            try (Gateway gateway = new Gateway(stack)) {
                assertThat(gateway.answer("told", "Hello")).contains("You said: Hello");
            }
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(shown).content().contains("\"POST /v1/chat/completions HTTP/1.1\" 200"));
            assertThat(follower.isAlive()).isTrue();

            stack.expectDone(List.of("stop", "told"));
            assertThat(follower.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(follower.exitValue()).isZero();
            assertThat(shown).content().contains("Application shutdown complete.");
        } finally {
            follower.descendants().forEach(ProcessHandle::destroyForcibly);
            follower.destroyForcibly();
        }
    }

    @Test
    @Order(6)
    void theSameStartAgainIsTheSameRunAndAnotherOneIsAConflict() throws Exception {
        List<String> start = List.of("start", SimulatedPod.MODEL, "--name", "once", "--detach");
        String first = RunId.in(stack.expectDone(start));
        assertThat(RunId.in(stack.expectDone(start))).isEqualTo(first);
        stack.expectDone(List.of("runs", "watch", first));

        Shell.Result other =
                stack.slipway("start", SimulatedPod.MODEL, "--name", "once", "--context", "1k", "--detach");
        assertThat(other.exitCode()).as(other.all()).isEqualTo(4);
        assertThat(other.all()).contains("DEPLOYMENT_CONFLICT");

        assertThat(stack.expectDone(List.of("list", "--show-keys"))).contains("canary-deployment-key");
        assertThat(list()).doesNotContain("canary");
        stack.expectDone(List.of("stop", "once"));
        assertThat(pod.processes()).noneMatch(process -> process.command().contains("vllm"));
    }

    /** Sends a signal to the server's process alone, once it is there. */
    private void signalServer(String signal) throws Exception {
        long server = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> pod.processes().stream()
                                .filter(process -> process.command().contains("vllm serve"))
                                .filter(process -> !process.command().contains("runner.sh"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(server))
                        .start()
                        .waitFor())
                .isZero();
    }

    private String list() throws Exception {
        return stack.expectDone(List.of("list"));
    }

    private String dryRun() throws Exception {
        return stack.slipway("pods", "setup", "sim", "--dry-run").output();
    }
}
