package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testpods.simulated.PodFaults;
import dev.slipway.testpods.simulated.SimulatedPod;
import dev.slipway.testpods.stack.Another;
import dev.slipway.testpods.stack.Stack;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What {@code docker-compose.yml} describes, as processes: PostgreSQL, a Temporal server, two {@code api}s and two
 * {@code worker}s that share nothing but these and the master key. The pod is simulated.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopologyTest {
    private EmbeddedPostgres postgres;
    private SimulatedPod pod;
    private Stack stack;
    private Another secondApi;
    private Another secondWorker;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        pod = SimulatedPod.start();
        stack = Stack.up(Map.of(
                "SLIPWAY_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "SLIPWAY_DATABASE_USER",
                "postgres",
                "SLIPWAY_DATABASE_PASSWORD",
                "canary-database",
                "SLIPWAY_MASTER_KEY",
                Base64.getEncoder().encodeToString(new byte[32])));
        secondApi = stack.another("api");
        secondWorker = stack.another("worker");
    }

    @AfterAll
    void stop() throws IOException {
        secondApi.close();
        secondWorker.close();
        stack.close();
        pod.close();
        postgres.close();
    }

    @Test
    void whatOneApiBeganTheOtherShowsAndAWorkerThatDiesIsReplacedByTheOther() throws Exception {
        pod.faults(PodFaults.none().vllmStarts(Duration.ofSeconds(8)));
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
                "HF_ENDPOINT=" + pod.hub().endpoint()));
        stack.expectDone(List.of("pods", "setup", "sim"));
        String run = RunId.in(stack.expectDone(List.of("start", SimulatedPod.MODEL, "--name", "chat", "--detach")));

        stack.kill("worker");

        stack.expectDone(List.of("runs", "watch", run, "--server", secondApi.url()));
        assertThat(stack.expectDone(List.of("list", "--server", secondApi.url())))
                .containsPattern("chat +ready");
        // Its key was sealed by the first worker; its tunnel is one that the second api makes.
        try (Gateway gateway = new Gateway(secondApi.url(), stack.token())) {
            assertThat(gateway.answer("chat", "Hello")).contains("You said: Hello");
        }
        assertThat(stack.expectDone(List.of("list", "--show-keys", "--server", secondApi.url())))
                .contains("canary-deployment-key");
        stack.kill("api");
        stack.expectDone(List.of("stop", "chat", "--server", secondApi.url()));
        assertThat(pod.processes()).noneMatch(process -> process.command().contains("vllm serve"));
    }
}
