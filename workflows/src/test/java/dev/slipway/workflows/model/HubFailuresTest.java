package dev.slipway.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts are those of the hf client 2.4.0, captured. */
class HubFailuresTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(
                        FailureCode.REPOSITORY_NOT_FOUND,
                        "Error: Model 'org/nothing' not found.\nIf the repo is private, make sure you are authenticated and your token has the required permissions."),
                Arguments.of(FailureCode.REVISION_NOT_FOUND, "Error: Revision not found in model 'org/tiny'."),
                Arguments.of(
                        FailureCode.REPOSITORY_GATED, "Error: Access denied. Model 'org/gated' requires approval."),
                Arguments.of(
                        FailureCode.HUB_TOKEN_REJECTED,
                        "Error: Client error '401 Unauthorized' for url 'http://h/api/models/org/tiny/revision/main'\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/401\nInvalid credentials in Authorization header"),
                Arguments.of(
                        FailureCode.HUB_UNREACHABLE,
                        "Error: Local entry not found. Server error '503 Service Unavailable' for url 'http://h/api/models/org/tiny/revision/main'"),
                Arguments.of(
                        FailureCode.HUB_THROTTLED,
                        "Error: Local entry not found. 429 Too Many Requests for url: http://h/api/models/org/tiny/revision/main."),
                Arguments.of(
                        FailureCode.HUB_UNREACHABLE,
                        "Error: Local entry not found. Server error '500 Internal Server Error' for url 'http://h/x'"),
                Arguments.of(
                        FailureCode.HUB_UNREACHABLE, "Error: Local entry not found. [Errno 111] Connection refused"),
                Arguments.of(
                        FailureCode.HUB_UNREACHABLE,
                        "Error: Local entry not found. [Errno -2] Name or service not known"),
                Arguments.of(
                        FailureCode.HUB_UNREACHABLE,
                        "    raise mapped_exc(message) from exc\nhttpx2.RemoteProtocolError: peer closed connection without sending complete message body (received 65536 bytes, expected 500000)"),
                Arguments.of(
                        FailureCode.DISK_FULL,
                        "    temp_file.write(chunk)\nOSError: [Errno 28] No space left on device"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void eachTextHasItsCode(FailureCode code, String text) {
        assertThat(HubFailures.read(text)).map(Failure::code).contains(code);
    }

    @Test
    void theMessageIsTheLineWithoutItsPrefix() {
        assertThat(HubFailures.read("Fetching 4 files\nError: Model 'org/nothing' not found.\nIf the repo"))
                .map(Failure::message)
                .contains("Model 'org/nothing' not found.");
    }

    @Test
    void whatIsNotKnownHasNoCodeButALastLine() {
        assertThat(HubFailures.read("✓ Downloaded\n  path: /x")).isEmpty();
        assertThat(HubFailures.read("")).isEmpty();
        assertThat(HubFailures.lastLine("a\n b \n\nHint: set HF_DEBUG=1\n")).isEqualTo("b");
        assertThat(HubFailures.lastLine("")).isEqualTo("It said nothing.");
    }
}
