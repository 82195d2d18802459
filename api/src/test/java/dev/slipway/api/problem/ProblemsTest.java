package dev.slipway.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.Problem;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong is a problem with a code and a remedy, and shows nothing of the inside. */
class ProblemsTest {
    private static TestTemporal temporal;
    private static TestApi api;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.absent();
        api = TestApi.start(temporal);
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    @Test
    void unknownPath() {
        var problem = problem(api.send("GET", "/api/v1/nothing", ""), 404);

        assertThat(problem.code()).isEqualTo("NOT_FOUND");
        assertThat(problem.detail()).isEqualTo("There is nothing at GET /api/v1/nothing.");
        assertThat(problem.remedy()).isNotEmpty();
        assertThat(problem.instance()).isEqualTo("/api/v1/nothing");
    }

    @Test
    void wrongMethod() {
        var response = api.send("PUT", "/api/v1/pods", "{}");

        assertThat(problem(response, 405).detail()).isEqualTo("The address /api/v1/pods does not take PUT.");
        assertThat(response.headers().firstValue("Allow")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/deployments", "/v1/chat/completions"})
    void aBodyThatIsNotPackedAsItsHeaderSays(String path) throws IOException {
        String answer =
                raw("POST " + path, "Content-Encoding: gzip\r\nContent-Type: application/json", "{\"model\": \"a/b\"}");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("is not encoded as its header Content-Encoding says");
    }

    @Test
    void anAddressThatCannotBeRead() throws IOException {
        assertThat(raw("GET /api/v1/pods?x=%zz", "Accept: */*", ""))
                .startsWith("HTTP/1.1 400 ")
                .contains("The address of the request cannot be read.");
    }

    @Test
    void whatIsTooLongIsNamed() throws IOException {
        assertThat(raw("GET /api/v1/pods?x=" + "y".repeat(20_000), "Accept: */*", ""))
                .contains("The address of the request is too large.");
        assertThat(raw("GET /api/v1/pods", "X-Long: " + "y".repeat(20_000), ""))
                .contains("The header of the request is too large.");
    }

    /** Sends what a well-behaved client would not. */
    private static String raw(String begin, String header, String body) throws IOException {
        String request = begin + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + api.token() + "\r\n" + header + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (var socket = new Socket(api.address().getHost(), api.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void malformedJsonIsNotQuotedBack() {
        var problem = problem(api.send("POST", "/api/v1/pods", "{\"name\": \"a\", hunter2"), 400);

        assertThat(problem.code()).isEqualTo("INVALID_REQUEST");
        assertThat(problem.detail()).startsWith("The body is not JSON (line 1").doesNotContain("hunter2");
    }

    @Test
    void unknownFieldIsNamedWithThoseThatThereAre() {
        var problem = problem(api.send("POST", "/api/v1/tokens", "{\"name\": \"a\", \"rolle\": \"viewer\"}"), 400);

        assertThat(problem.detail()).isEqualTo("There is no field \"rolle\"; there are: name, role.");
    }

    @Test
    void unknownFieldDeepInside() {
        var problem = problem(
                api.send("POST", "/api/v1/pods", "{\"name\": \"a\", \"access\": {\"key\": {\"text\": \"hunter2\"}}}"),
                400);

        assertThat(problem.detail()).contains("\"access.key.text\"").doesNotContain("hunter2");
    }

    @Test
    void wrongType() {
        var problem = problem(api.send("POST", "/api/v1/pods", "{\"access\": {\"port\": \"many\"}}"), 400);

        assertThat(problem.detail()).isEqualTo("The field \"access.port\" has a value of the wrong type.");
    }

    @Test
    void missingBody() {
        assertThat(problem(api.send("POST", "/api/v1/pods", ""), 400).detail()).isNotEmpty();
    }

    @Test
    void anAccidentShowsNothingOfTheInside() {
        var response = api.send("GET", "/api/v1/accident", "");

        assertThat(problem(response, 500).code()).isEqualTo("INTERNAL");
        assertThat(response.body()).doesNotContain("hunter2", "Exception", "\tat ", "dev.slipway");
    }

    @Test
    void theGatewaySpeaksTheFormOfOpenAi() {
        var response = api.send("GET", "/v1/nothing", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).contains("\"error\"", "\"code\":\"not_found\"");
    }

    @Test
    void withoutTemporalTheApiSaysSo() {
        var problem = problem(api.send("GET", "/api/v1/lost-temporal", ""), 503);

        assertThat(problem.code()).isEqualTo("TEMPORAL_UNAVAILABLE");
    }

    private static Problem problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        Problem problem = JsonCodec.read(response.body(), Problem.class);
        assertThat(problem.status()).isEqualTo(status);
        return problem;
    }

    /** Fails as only our own mistakes do. */
    @Controller("/api/v1")
    @Requires(property = "test.id")
    static class Accidents {
        @Get("/accident")
        String accident() {
            throw new IllegalStateException("hunter2");
        }

        @Get("/lost-temporal")
        String lostTemporal() {
            throw io.grpc.Status.UNAVAILABLE.asRuntimeException();
        }
    }
}
