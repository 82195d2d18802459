package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.client.deployment.StartDeployment;
import dev.slipway.client.model.ModelReference;
import dev.slipway.client.pod.PodKey;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunStatus;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlipwayClientTest {
    private StubServer server;
    private SlipwayClient client;

    @BeforeEach
    void start() throws Exception {
        server = new StubServer();
        client = SlipwayClient.connect(server.address(), "secret-token");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersARunAndIgnoresWhatANewerServerAdds() {
        server.answer = exchange -> StubServer.reply(exchange, 202, "application/json", """
                {"id":"r1","kind":"DOWNLOAD","status":"NEVER_HEARD_OF","pod":"p","model":"a/b","deployment":"","workflowId":"w",
                 "createdAt":"2026-11-01T10:00:00Z","updatedAt":"2026-11-01T10:00:00Z","novelty":1}""");

        Run run = client.models().pull("p", new ModelReference("a/b", "main"));

        assertThat(run.status()).isEqualTo(RunStatus.UNKNOWN);
        assertThat(run.steps()).isEmpty();
        assertThat(server.requests)
                .containsExactly("POST /api/v1/pods/p/pull {\"repo\":\"a/b\",\"revision\":\"main\"}");
    }

    @Test
    void aProblemIsATypedError() {
        server.answer = exchange -> StubServer.reply(exchange, 404, "application/problem+json", """
                {"type":"about:blank","title":"Pod not found","status":404,"detail":"There is no pod x.",
                 "code":"POD_NOT_FOUND","remedy":"Look.","instance":"/api/v1/pods/x"}""");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.pods().get("x"))
                .withMessage("There is no pod x.")
                .satisfies(e -> assertThat(e.code()).isEqualTo("POD_NOT_FOUND"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
    }

    @Test
    void whatIsNoSlipwayServerIsUnreachable() {
        assertThatExceptionOfType(ApiUnreachableException.class)
                .isThrownBy(() -> client.pods().list())
                .withMessageContaining("not a Slipway API");
        server.answer = exchange -> StubServer.reply(exchange, 200, "text/html", "<html>");
        assertThatExceptionOfType(ApiUnreachableException.class)
                .isThrownBy(() -> client.pods().list());
    }

    @Test
    void nobodyListensIsUnreachable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (var lonely = SlipwayClient.connect(URI.create("http://127.0.0.1:" + port), "")) {
            assertThatExceptionOfType(ApiUnreachableException.class)
                    .isThrownBy(lonely::health)
                    .withMessageContaining("nobody listens");
        }
    }

    @Test
    void textOfTheUserStaysInItsSegmentOfThePath() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.pods().get("../../x?y=1"));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.pods().get(".."));

        assertThat(server.requests)
                .containsExactly("GET /api/v1/pods/..%2F..%2Fx%3Fy%3D1 ", "GET /api/v1/pods/%2E%2E ");
    }

    @Test
    void aBrokenEventStreamIsResumedAfterTheLastEvent() {
        server.answer = exchange -> {
            String body = server.requests.size() == 1
                    ? ": hello\n\n" + event(1, "RUN_STARTED") + event(2, "NOTE") + "id: 3\nda"
                    : event(3, "RUN_DONE") + "event: end\ndata: {}\n\n";
            StubServer.reply(exchange, 200, "text/event-stream", body);
        };

        List<RunEvent> seen = new ArrayList<>();
        try (RunEvents events = client.runs().events("r1", 0)) {
            events.forEachRemaining(seen::add);
        }

        assertThat(seen).extracting(RunEvent::number).containsExactly(1L, 2L, 3L);
        assertThat(server.resumedAfter).containsExactly("", "2");
    }

    @Test
    void aRefusedEventStreamIsAProblem() {
        server.answer = exchange -> StubServer.reply(exchange, 404, "application/problem+json", """
                {"status":404,"title":"Run not found","detail":"There is no run r1.","code":"RUN_NOT_FOUND"}""");

        try (RunEvents events = client.runs().events("r1", 0)) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(events::hasNext)
                    .withMessage("There is no run r1.");
        }
    }

    @Test
    void absentFieldsOfARequestTakeTheirDefaults() {
        var request = JsonCodec.read("{\"name\":\"n\",\"pod\":\"p\",\"model\":\"a/b\"}", StartDeployment.class);

        assertThat(request.revision()).isEqualTo("main");
        assertThat(request.dtype()).isEqualTo("auto");
        assertThat(request.arguments()).isEmpty();
    }

    @Test
    void keysAreNeverPrinted() {
        assertThat(new PodKey("PRIVATE", "phrase", null).toString()).doesNotContain("PRIVATE", "phrase");
    }

    private static String event(int number, String type) {
        return "id: " + number + "\ndata: {\"number\":" + number + ",\"type\":\"" + type
                + "\",\"at\":\"2026-11-01T10:00:00Z\",\"message\":\"\"}\n\n";
    }
}
