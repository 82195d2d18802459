package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Console.Outcome;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes, and one sentence with its remedy for everything that goes wrong. */
class OutcomeTest {
    @TempDir
    private Path folder;

    private StubApi api;
    private Console console;

    @BeforeEach
    void prepare() throws IOException {
        api = new StubApi();
        console = new Console(folder, api.address());
    }

    @AfterEach
    void end() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST, 2",
        "401, UNAUTHENTICATED, 1",
        "403, FORBIDDEN, 1",
        "404, POD_NOT_FOUND, 3",
        "409, POD_EXISTS, 4",
        "422, NO_GPU_FITS, 1",
        "500, INTERNAL, 1",
        "503, NO_WORKER, 5",
        "503, TEMPORAL_UNAVAILABLE, 5",
        "422, UNKNOWN_HOST, 5",
        "502, CONNECTION_REFUSED, 5"
    })
    void aProblemIsASentenceItsRemedyAndAnExitCode(int status, String code, int exitCode) {
        api.failing("GET /api/v1/pods/gpu-1", status, code, "That is how it is.", "Do that.");

        Outcome outcome = console.run("pods", "show", "gpu-1");

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).isEqualTo("slipway: That is how it is.\n         Do that. (" + code + ")\n");
    }

    @Test
    void aProblemIsJsonWhereThatIsWanted() {
        api.failing("GET /api/v1/pods/gpu-1", 404, "POD_NOT_FOUND", "No such pod.", "Look.");

        Outcome outcome = console.run("pods", "show", "gpu-1", "-o", "json");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(JsonCodec.read(outcome.errors(), Problem.class).code()).isEqualTo("POD_NOT_FOUND");
    }

    @Test
    void aDryRunRegistersNothing() {
        Outcome outcome = console.run("pods", "setup", "new", "u@h", "--dry-run");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.errors()).contains("A dry run changes nothing, and new is not registered yet.");
        assertThat(api.requests()).containsExactly("GET /api/v1/pods/new");
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Outcome outcome = console.run("list", "--server", "127.0.0.1:" + port);

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.errors())
                .isEqualTo(
                        "slipway: The Slipway API at http://127.0.0.1:" + port
                                + " cannot be reached: nobody listens there.\n"
                                + "         Start it with `slipway up`, or name another one with --server. (API_UNREACHABLE)\n");
    }

    @Test
    void somethingElseListens() {
        Outcome outcome = console.run("version");
        assertThat(outcome.exitCode()).isZero();

        api.on("GET /api/v1/pods", "just a text");
        assertThat(console.run("pods").exitCode()).isEqualTo(5);
        assertThat(console.run("pods").errors()).contains("The answer is not one of a Slipway server.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lst | Unmatched argument",
                "list --colour | Unknown option: '--colour'",
                "start m --gpus two | Invalid value for option '--gpus'",
                "start m --gpus 0 --pod p | 0 is not a number for GPUs.",
                "start m --pod p --env FOO | Value for option '--env'",
                "start m --memory lots --pod p | \"lots\" is not a share of memory.",
                "start m --context long --pod p | \"long\" is not a number of tokens.",
                "pods show | No pod is active.",
                "list -o yaml | Invalid value for option '--output'",
                "list -- --x | `slipway list` takes nothing behind `--`.",
                "runs show | Missing required parameter: 'RUN'",
                "stop a --all | A name and --all do not go together.",
                "list --server ftp://x | \"ftp://x\" is not the address of a server.",
                "completion fish | There is no completion for \"fish\".",
                "up | This is done by the launcher."
            })
    void wrongUseChangesNothing(String arguments, String sentence) {
        Outcome outcome = console.run(arguments.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors()).startsWith("slipway: ").contains(sentence).doesNotContain("Exception");
        assertThat(outcome.errors().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void theLocalTokenIsNeverSentElsewhere() throws IOException {
        console.environment.remove("SLIPWAY_TOKEN");
        Files.createDirectories(console.home());
        Files.writeString(console.home().resolve("token"), "local-token\n");
        api.on("GET /api/v1/pods", List.of());

        console.run("pods");
        assertThat(api.authorizations()).last().isEqualTo("Bearer local-token");

        String other = api.address().replace("127.0.0.1", "127.0.0.2");
        console.run("pods", "--server", other);
        assertThat(api.authorizations()).noneMatch(header -> header.equals("null"));
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aTokenIsNeverShown() {
        api.failing("GET /api/v1/pods", 401, "UNAUTHENTICATED", "The token is not known.", "Send another.");

        Outcome outcome = console.run("pods", "--token", "secret-canary");

        assertThat(api.authorizations()).containsExactly("Bearer secret-canary");
        assertThat(outcome.output() + outcome.errors()).doesNotContain("secret-canary");
    }

    @Test
    void aTokenThatCannotBeSentIsNotShownEither() {
        Outcome outcome = console.run("pods", "--token", "secret\ncanary");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors()).contains("The access token has characters").doesNotContain("secret", "canary");
    }

    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        assertThat(console.run("--help").output())
                .contains("pods", "models", "start", "stop", "restart", "list", "logs", "runs", "catalogue", "ssh")
                .contains("version", "completion", "up", "down", "status", "demo", "test")
                .contains("Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 conflict, 5 unreachable.");
        assertThat(console.run("pods", "setup", "--help").output())
                .contains(
                        "--runtime", "--torch-backend", "--cuda-toolkit", "--mount", "--dry-run", "--pod", "--server");
        assertThat(console.run("help").output()).isEqualTo(console.run("--help").output());
        assertThat(console.run("help", "start").output()).contains("--memory");
        assertThat(console.run("--version").output()).isEqualTo("slipway development\n");
    }
}
