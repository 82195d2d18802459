package dev.slipway.workflows.model;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a download failed, by what the {@code hf} client says: its exit code is always 1. The first rule that fits wins. */
final class HubFailures {
    private static final List<Rule> RULES = List.of(
            rule(FailureCode.DISK_FULL, "No space left on device|Errno 28\\b|Disk quota exceeded"),
            rule(FailureCode.REPOSITORY_GATED, "requires approval|GatedRepoError|403 (Client Error|Forbidden)"),
            rule(FailureCode.REVISION_NOT_FOUND, "Revision not found|RevisionNotFoundError|Invalid rev id"),
            rule(
                    FailureCode.HUB_TOKEN_REJECTED,
                    "Invalid credentials in Authorization header|Invalid user token|token .{0,40}(expired|invalid)"),
            rule(
                    FailureCode.REPOSITORY_NOT_FOUND,
                    "Model '[^']*' not found|RepositoryNotFoundError|Repository not found"),
            rule(FailureCode.HUB_TOKEN_REJECTED, "401 (Client Error|Unauthorized)"),
            rule(FailureCode.HUB_THROTTLED, "429 (Client Error|Too Many Requests)|rate limit"),
            rule(
                    FailureCode.HUB_UNREACHABLE,
                    "'?50\\d (Server Error|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)"
                            + "|Connection (refused|reset|aborted|broken)|Name or service not known"
                            + "|Temporary failure in name resolution|Network is unreachable|No route to host"
                            + "|timed out|ReadTimeout|ConnectTimeout|ConnectError|RemoteProtocolError|IncompleteRead"
                            + "|Max retries exceeded|SSLError|CERTIFICATE_VERIFY_FAILED|OfflineModeIsEnabled"
                            + "|Cannot reach|Consistency check failed"));

    private HubFailures() {}

    /** The failure that the last lines of the log show; empty when they say nothing that is known. */
    static Optional<Failure> read(String tail) {
        return RULES.stream()
                .flatMap(rule -> line(rule, tail).stream().map(line -> new Failure(rule.code(), line)))
                .findFirst();
    }

    /** The last line that says anything, for failures that nobody knows. */
    static String lastLine(String tail) {
        return tail.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Hint:"))
                .reduce((first, second) -> second)
                .orElse("It said nothing.");
    }

    private static Optional<String> line(Rule rule, String tail) {
        return tail.lines()
                .filter(line -> rule.pattern().matcher(line).find())
                .map(line -> line.strip().replaceFirst("^(Error: )+", ""))
                .findFirst();
    }

    private static Rule rule(FailureCode code, String expression) {
        return new Rule(code, Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
    }

    private record Rule(FailureCode code, Pattern pattern) {}
}
