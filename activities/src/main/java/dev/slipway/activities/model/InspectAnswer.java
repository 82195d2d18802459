package dev.slipway.activities.model;

import dev.slipway.ssh.ExecResult;
import dev.slipway.store.json.Json;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.model.ModelView;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;

/** What the inspecting program on the pod answered: one JSON object in its last line. */
final class InspectAnswer {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private InspectAnswer() {}

    /** @throws ApplicationFailure what the program says, or why there was none */
    static ModelView read(ModelQuery query, String python, ExecResult result) {
        if (!result.ok()) {
            throw noAnswer(python, result);
        }
        Answer answer = Json.read(lastLine(result.stdout()), Answer.class);
        if (answer.failure() != null) {
            FailureCode code = code(answer.failure());
            throw Failures.of(code, sentence(code, query, answer.message()));
        }
        return answer.view(query.repository());
    }

    private static ApplicationFailure noAnswer(String python, ExecResult result) {
        int status = result.exitStatus().orElse(-1);
        if (status == NOT_FOUND || status == NOT_EXECUTABLE) {
            return Failures.of(FailureCode.RUNTIME_NOT_FOUND, "There is no " + python + " on the pod any more.");
        }
        String said = lastLine(result.stderr());
        if (said.startsWith("ModuleNotFoundError") || said.startsWith("ImportError")) {
            return Failures.of(FailureCode.RUNTIME_IMPORT_FAILED, python + " has no usable Hub client: " + said);
        }
        return Failures.of(FailureCode.INTERNAL, "The look at the model ended with " + status + ": " + said);
    }

    private static FailureCode code(String name) {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElse(FailureCode.INTERNAL);
    }

    /** What the user asked for, in words; only what happened on the way is told in those of the client. */
    private static String sentence(FailureCode code, ModelQuery query, String said) {
        return switch (code) {
            case REPOSITORY_NOT_FOUND ->
                "The Hub has no repository " + query.repository() + ", or does not show it to this token.";
            case REVISION_NOT_FOUND ->
                "Repository " + query.repository() + " has no revision \"" + query.revision() + "\".";
            case REPOSITORY_GATED -> "Repository " + query.repository() + " is gated, and this token has no access.";
            case HUB_TOKEN_REJECTED -> "The Hub rejects the token: " + said;
            case HUB_UNREACHABLE -> "The Hub gives pod " + query.pod() + " no answer: " + said;
            case MODELS_PATH_UNUSABLE -> "The Hub cache of pod " + query.pod() + " cannot be used: " + said;
            case RUNTIME_IMPORT_FAILED -> "The runtime of pod " + query.pod() + " has no usable Hub client: " + said;
            case HUB_THROTTLED -> "The Hub wants pod " + query.pod() + " to wait: " + said;
            default -> said;
        };
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("");
    }

    private record Answer(
            @org.jspecify.annotations.Nullable String failure,
            String message,
            String commit,
            String snapshotPath,
            String python,
            int files,
            long sizeBytes,
            long missingBytes,
            long largestBytes,
            long freeBytes,
            boolean verified,
            boolean hubAsked) {
        ModelView view(String repository) {
            return new ModelView(
                    repository,
                    commit,
                    snapshotPath,
                    python,
                    files,
                    sizeBytes,
                    missingBytes,
                    largestBytes,
                    freeBytes,
                    verified,
                    hubAsked);
        }
    }
}
