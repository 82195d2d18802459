package dev.slipway.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.pod.PodLinks;
import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestPods;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.json.Json;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.deployment.ServerPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway, through a tunnel of a real OpenSSH server, to a server that answers piece by piece. */
@Tag("real")
@Timeout(120)
class GatewayTest {
    private static final String KEY = "key-of-chat";

    private static TestTemporal temporal;
    private static TestApi api;
    private static RealSshd sshd;
    private static StubVllm vllm = new StubVllm();

    @BeforeAll
    static void start() {
        temporal = TestTemporal.absent();
        api = TestApi.start(temporal);
        sshd = RealSshd.start();
        try (var client = api.client()) {
            client.pods().register(TestPods.registration("gpu-1", sshd.login()));
        }
    }

    @AfterAll
    static void stop() {
        vllm.close();
        api.close();
        sshd.close();
        temporal.close();
    }

    @BeforeEach
    void deploy() {
        vllm.close();
        vllm = new StubVllm();
        deploy("chat", "org/model", KEY, DeploymentStatus.READY);
    }

    @Test
    void bytesAreForwardedUntouchedWithTheServersKey() {
        vllm.pieces.add("{\"id\": 1}");
        String body = "{ \"messages\" : [],\n \"model\":\"chat\", \"odd\": 1.50 }";

        var response = api.send("POST", "/v1/chat/completions", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"id\": 1}");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(vllm.bodies).containsExactly(body);
        assertThat(vllm.heads.getFirst())
                .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                .contains("Bearer " + KEY)
                .doesNotContain(api.token());
    }

    /** One tunnel, and each path of the interface: no two are the same to the server. */
    @ParameterizedTest
    @CsvSource({
        "/v1/completions, prompt",
        "/v1/embeddings, input",
        "/v1/responses, input",
        "/v1/rerank, query",
        "/v1/score, text_1"
    })
    void everyPathReachesTheServerAsItIs(String path, String field) {
        vllm.pieces.add("{\"data\": [0.25]}");
        String body = "{\"model\": \"chat\", \"" + field + "\": \"What is a slipway?\"}";

        var response = api.send("POST", path, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"data\": [0.25]}");
        assertThat(vllm.heads).singleElement().asString().startsWith("POST " + path + " HTTP/1.1\r\n");
        assertThat(vllm.bodies).containsExactly(body);
    }

    @Test
    void aNameThatTheServerDoesNotKnowIsReplacedInItsPlaceOnly() {
        deploy("other-name", "org/model", KEY, DeploymentStatus.READY);
        vllm.pieces.add("{}");

        api.send("POST", "/v1/completions", "{\"a\": {\"model\": \"x\"}, \"model\": \"other-name\" , \"b\": \"é\"}");

        assertThat(vllm.bodies).containsExactly("{\"a\": {\"model\": \"x\"}, \"model\": \"org/model\" , \"b\": \"é\"}");
    }

    @Test
    void eachTokenArrivesBeforeTheNextOneIsMade() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            vllm.pieces.add("first");
            var response = http.send(post("chat", true), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                assertThat(data(lines)).isEqualTo("first");
                for (int i = 0; i < 50; i++) {
                    vllm.pieces.add("token " + i);
                    assertThat(data(lines)).isEqualTo("token " + i);
                }
                vllm.pieces.add(StubVllm.END);
                assertThat(data(lines)).isEmpty();
            }
        }
        assertThat(api.bean(InFlight.class).count("chat")).isZero();
    }

    @Test
    void aTunnelIsClosedAsUnusedOnlyWhenNothingGoesThroughIt() throws Exception {
        Tunnels tunnels = api.bean(Tunnels.class);
        int port = tunnels.localPort(api.bean(PodLinks.class).open("gpu-1"), vllm.port());
        try (var http = HttpClient.newHttpClient()) {
            vllm.pieces.add("first");
            var response = http.send(post("chat", true), HttpResponse.BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                assertThat(data(lines)).isEqualTo("first");
                tunnels.closeUnusedSince(System.nanoTime());
                vllm.pieces.add("second");
                assertThat(data(lines)).isEqualTo("second");
            }
        }
        await().untilAsserted(() -> {
            tunnels.closeUnusedSince(System.nanoTime());
            assertThat(isFree(port)).isTrue();
        });
    }

    @Test
    void aReaderThatGoesAwayEndsTheRequestOnThePod() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            vllm.pieces.add("first");
            var response = http.send(post("chat", true), HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
        }

        assertThat(vllm.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(
                        () -> assertThat(api.bean(InFlight.class).count("chat")).isZero());
    }

    @Test
    void aCallerThatGoesAwayBeforeTheAnswerBeginsEndsTheRequestOnThePod() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var pending = http.sendAsync(post("chat", false), HttpResponse.BodyHandlers.ofString());
            assertThat(vllm.arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            pending.cancel(true);

            assertThat(vllm.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        await().untilAsserted(
                        () -> assertThat(api.bean(InFlight.class).count("chat")).isZero());
    }

    @Test
    void whatDoesNotTakeRequestsIsRefusedWhileOthersFinish() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            vllm.pieces.add("first");
            var running = http.send(post("chat", true), HttpResponse.BodyHandlers.ofInputStream());
            deploy("chat", "org/model", KEY, DeploymentStatus.STOPPING);

            var refused = api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}");
            vllm.pieces.add("last");
            vllm.pieces.add(StubVllm.END);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("deployment_not_ready", "STOPPING");
            assertThat(new String(running.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("data: first\n\ndata: last\n\n");
        }
    }

    @Test
    void anUnknownModelIsAnErrorInTheFormOfOpenAi() {
        var response = api.send("POST", "/v1/embeddings", "{\"model\": \"nope\"}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .contains("\"code\":\"model_not_found\"", "\"type\":\"invalid_request_error\"", "nope");
        assertThat(api.send("POST", "/v1/embeddings", "{\"input\": 1}").statusCode())
                .isEqualTo(400);
        assertThat(api.send("POST", "/v1/embeddings", "[").statusCode()).isEqualTo(400);
    }

    @Test
    void theKeyOfADeploymentOpensThatDeploymentOnly() {
        deploy("private", "org/private", "another key", DeploymentStatus.READY);
        vllm.pieces.add("{}");

        assertThat(api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}", KEY)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.send("POST", "/v1/chat/completions", "{\"model\": \"private\"}", KEY)
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}", "wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(api.send("GET", "/api/v1/pods", "", KEY).statusCode()).isEqualTo(401);
        assertThat(api.send("GET", "/v1/models", "", KEY).body())
                .contains("\"chat\"", "\"org/model\"")
                .doesNotContain("private");
        assertThat(api.send("GET", "/v1/models/org/model", "").body()).contains("\"id\":\"org/model\"");
    }

    @Test
    void aDeploymentWhoseKeyCannotBeReadHindersNoOther() {
        var repository = api.bean(DeploymentRepository.class);
        deploy("moved", "org/moved", KEY, DeploymentStatus.READY);
        byte[] foreign = api.bean(SecretBox.class).sealText("another context", KEY);
        repository.put(row("moved", "org/moved", DeploymentStatus.READY, foreign));
        vllm.pieces.add("{}");

        assertThat(api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}", KEY)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.send("GET", "/v1/models", "", KEY).body())
                .contains("\"chat\"")
                .doesNotContain("moved");
        assertThat(api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}", "wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(api.send("GET", "/api/v1/deployments?showKeys=true", "").body())
                .contains("\"moved\"", KEY);
        assertThat(api.send("GET", "/api/v1/deployments/moved?showKeys=true", "")
                        .body())
                .doesNotContain(KEY);
        repository.deleteById("moved");
    }

    @Test
    void aLostConnectionIsMadeAgain() {
        vllm.pieces.add("{\"n\":1}");
        assertThat(api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}")
                        .body())
                .isEqualTo("{\"n\":1}");
        sshd.dropConnections();

        await().untilAsserted(() -> {
            vllm.pieces.clear();
            vllm.pieces.add("{\"n\":2}");
            assertThat(api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}")
                            .body())
                    .isEqualTo("{\"n\":2}");
        });
    }

    @Test
    void aServerThatDoesNotAnswerIsAnError() {
        vllm.close();

        var response = api.send("POST", "/v1/chat/completions", "{\"model\": \"chat\"}");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("upstream_failed");
    }

    private static HttpRequest post(String model, boolean stream) {
        return HttpRequest.newBuilder(URI.create(api.address() + "/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + api.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\": \"" + model + "\", \"stream\": " + stream + "}"))
                .build();
    }

    /** Looked at without a connection, which would be one more through the tunnel. */
    private static boolean isFree(int port) throws IOException {
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    private static String data(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return line == null ? "" : line.substring("data: ".length());
    }

    private static void deploy(String name, String model, String key, DeploymentStatus status) {
        var plan = new ServerPlan(
                List.of(),
                List.of(),
                90,
                vllm.port(),
                "cpu",
                "/runtime",
                List.of("vllm"),
                Map.of(),
                "computed",
                List.of(),
                "chat",
                List.of(model, "chat"),
                "main",
                "127.0.0.1",
                List.of(),
                0);
        byte[] sealed = api.bean(SecretBox.class).sealText(DeploymentRow.apiKeyContext(name), key);
        api.bean(DeploymentRepository.class).put(row(name, model, status, sealed));
        api.bean(InstanceRepository.class)
                .put(new InstanceRow(
                        new InstanceKey(name, 1),
                        "gpu-1",
                        "job",
                        vllm.port(),
                        "[]",
                        Json.write(plan),
                        model,
                        status,
                        "",
                        1,
                        1));
    }

    private static DeploymentRow row(String name, String model, DeploymentStatus status, byte[] sealed) {
        return new DeploymentRow(
                name, "gpu-1", model, "main", "cpu", DesiredState.RUNNING, status, "", "", 1, "{}", sealed, "", 1, 1);
    }
}
