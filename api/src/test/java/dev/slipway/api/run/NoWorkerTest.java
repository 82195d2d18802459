package dev.slipway.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Timestamps;
import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestPods;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.Problem;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.run.RunRepository;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.model.ModelStatus;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a worker is needed for, asked for over HTTP while no worker polls. */
@Tag("real")
@Timeout(120)
class NoWorkerTest {
    private static final String COMMIT = "b968826d9c46dd6066d109eabc6255188de91218";
    private static final String PODS = "/api/v1/pods/gpu-1";
    private static final String DEPLOYMENTS = "/api/v1/deployments";
    private static final String START = "{\"name\":\"fresh\",\"pod\":\"gpu-1\",\"model\":\"org/model\"}";

    /** All that reach Temporal; no two are in each other's way. */
    private static final List<Request> REQUESTS = List.of(
            new Request("POST", PODS + "/setup", "{}"),
            new Request("POST", PODS + "/setup?dryRun=true", "{}"),
            new Request("POST", PODS + "/inspect", ""),
            new Request("GET", PODS + "/gpus", ""),
            new Request("POST", PODS + "/pull", "{\"repo\":\"org/pulled\",\"revision\":\"main\"}"),
            new Request("POST", PODS + "/models/verify", "{\"repo\":\"org/verified\",\"revision\":\"main\"}"),
            new Request("DELETE", PODS + "/models", "{\"repo\":\"org/removed\",\"revision\":\"\"}"),
            new Request("POST", DEPLOYMENTS, START),
            new Request("POST", DEPLOYMENTS + "?dryRun=true", START),
            new Request("DELETE", DEPLOYMENTS + "/stopped", ""),
            new Request("POST", DEPLOYMENTS + "/restarted/restart", ""));

    private static TestTemporal temporal;
    private static TestApi api;

    private record Request(String method, String path, String body) {}

    @BeforeAll
    static void start() {
        temporal = TestTemporal.start();
        api = TestApi.start(temporal);
        api.bean(PodRepository.class).save(TestPods.ready("gpu-1"));
        api.bean(ModelRepository.class)
                .put(new ModelRow(
                        new ModelKey("gpu-1", "org/removed", COMMIT),
                        "main",
                        ModelStatus.VERIFIED,
                        1,
                        1,
                        "/models",
                        "",
                        1,
                        1));
        saveDeployment("stopped");
        saveDeployment("restarted");
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    /** All at the same time, since each answer takes seconds. The second round finds what the first one left. */
    @Test
    void isAnsweredWithNoWorkerLeavesNothingOpenAndMayBeAskedAgain() throws Exception {
        for (int round = 1; round <= 2; round++) {
            List<HttpResponse<String>> answers = sendAll();

            assertSoftly(softly -> {
                for (int i = 0; i < REQUESTS.size(); i++) {
                    HttpResponse<String> answer = answers.get(i);
                    softly.assertThat(answer.statusCode())
                            .as("%s: %s", REQUESTS.get(i), answer.body())
                            .isEqualTo(503);
                    softly.assertThat(answer.headers().firstValue("Content-Type"))
                            .as(REQUESTS.get(i).toString())
                            .hasValue(Problem.MEDIA_TYPE);
                    softly.assertThat(
                                    JsonCodec.read(answer.body(), Problem.class).code())
                            .as(REQUESTS.get(i).toString())
                            .isEqualTo("NO_WORKER");
                }
            });
            assertThat(api.bean(RunRepository.class).findAll()).isEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(openWorkflows()).isEmpty());
        }
    }

    private static List<HttpResponse<String>> sendAll() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> calls = REQUESTS.stream()
                    .<Callable<HttpResponse<String>>>map(
                            request -> () -> api.send(request.method(), request.path(), request.body()))
                    .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private static List<String> openWorkflows() {
        var request = ListOpenWorkflowExecutionsRequest.newBuilder()
                .setNamespace(temporal.client().getOptions().getNamespace())
                .setMaximumPageSize(100)
                .setStartTimeFilter(StartTimeFilter.newBuilder()
                        .setEarliestTime(Timestamps.fromMillis(0))
                        .setLatestTime(Timestamps.fromMillis(System.currentTimeMillis() + 60_000)))
                .build();
        return temporal.stubs().blockingStub().listOpenWorkflowExecutions(request).getExecutionsList().stream()
                .map(info -> info.getExecution().getWorkflowId())
                .toList();
    }

    private static void saveDeployment(String name) {
        api.bean(DeploymentRepository.class)
                .put(new DeploymentRow(
                        name,
                        "gpu-1",
                        "org/model",
                        "main",
                        "",
                        DesiredState.RUNNING,
                        DeploymentStatus.READY,
                        "",
                        "",
                        1,
                        "{}",
                        new byte[0],
                        "",
                        1,
                        1));
    }
}
