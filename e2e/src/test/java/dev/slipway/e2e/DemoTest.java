package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.testpods.stack.Shell;
import dev.slipway.testpods.stack.Stack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code slipway demo}: what the README's first command does, and that the second one leaves nothing running. */
class DemoTest {
    @Test
    void showsTheWholeJobOnASimulatedPodAndMayBeRepeated() throws Exception {
        try (Stack stack = Stack.prepare(Map.of())) {
            Shell.Result first = stack.slipway("demo");
            assertThat(first.exitCode()).as(first.all()).isZero();
            assertThat(first.output())
                    .contains("SIMULATED", "vLLM runtime: done", "every file verified", "demo-chat is ready")
                    .contains("Look around:", "Go on (slipway is ")
                    .containsPattern("API +" + Pattern.quote(stack.apiUrl() + "/api/v1 (token: "))
                    .containsPattern("Temporal Web UI +" + Pattern.quote(stack.temporalUiUrl()) + "\n")
                    .contains("slipway runs list", "slipway logs demo-chat", "slipway stop demo-chat", "slipway down");
            assertThat(status(stack.temporalUiUrl(), "none")).isEqualTo(200);
            assertThat(status(stack.apiUrl() + "/api/v1/runs", stack.token())).isEqualTo(200);
            assertThat(answer(first)).contains("You said: What is a slipway?");

            Shell.Result second = stack.slipway("demo");
            assertThat(second.exitCode()).as(second.all()).isZero();
            assertThat(second.output()).contains("The pod is ready as it is.").doesNotContain("$ slipway pods add");
            assertThat(answer(second)).contains("You said: What is a slipway?");

            Shell.Result down = stack.slipway("down");
            assertThat(down.output()).contains("demo-pod", "api", "worker", "temporal");
            assertThat(ProcessHandle.allProcesses()
                            .flatMap(process -> process.info().commandLine().stream())
                            .filter(line -> line.contains(stack.work().toString())))
                    .as("processes of the demo that still run")
                    .isEmpty();
        }
    }

    /** Of a page that the demo names. */
    private static int status(String page, String token) throws Exception {
        try (var http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var request = HttpRequest.newBuilder(URI.create(page))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** What the model said: the one line of the output that is JSON. */
    private static String answer(Shell.Result result) throws Exception {
        String line = result.output()
                .lines()
                .filter(each -> each.startsWith("{"))
                .findFirst()
                .orElseThrow();
        JsonNode answer = new ObjectMapper().readTree(line);
        return answer.at("/choices/0/message/content").asText();
    }
}
