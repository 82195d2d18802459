package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says why a server ended, from its whole log: vLLM's exit codes tell little, and the cause stands above the last error.
 */
public final class FailureClassifier {
    private static final int KILLED = 128 + 9;
    private static final int LONGEST_CAUSE = 600;
    private static final Pattern ENGINE =
            Pattern.compile("EngineCore failed to start|Engine core initialization failed|EngineDeadError");
    private static final Pattern RUNNER = Pattern.compile("Model runner exiting with code (-?\\d+)");

    private FailureClassifier() {}

    /**
     * Classifies.
     *
     * @param log the whole log, as text
     * @param exitCode of the process; negative when it was lost
     * @return the code, and a sentence with the values that the log tells
     */
    public static Failure classify(String log, int exitCode) {
        ServerLog lines = ServerLog.of(log);
        return FailureRules.ALL.stream()
                .map(rule -> rule.match(lines))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unknown(lines, exitCode));
    }

    private static Failure unknown(ServerLog log, int exitCode) {
        if (ENGINE.matcher(log.text()).find()) {
            return new Failure(
                    FailureCode.ENGINE_FAILED,
                    "The engine failed to start"
                            + log.firstCause().map(FailureClassifier::because).orElse("."));
        }
        var runner = RUNNER.matcher(log.text());
        String how = runner.find() ? "Its model runner ended with exit code " + runner.group(1) : ended(exitCode);
        return new Failure(
                FailureCode.SERVER_CRASHED,
                how + log.lastCause().map(FailureClassifier::because).orElse("."));
    }

    private static String ended(int exitCode) {
        if (exitCode < 0) {
            return "The server's process died without a word";
        }
        return exitCode == KILLED
                ? "The server was killed (exit code 137), which is what happens when a machine's memory runs out"
                : "The server ended with exit code " + exitCode;
    }

    private static String because(String cause) {
        String text = cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE - 1) + "…";
        return ": " + text + (text.endsWith(".") ? "" : ".");
    }
}
