package dev.slipway.workflows.deployment;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The log of a vLLM server without what stands in front of each line (process, level, time, source), so that a sentence
 * reads the same wherever it comes from.
 *
 * @param text the lines
 */
record ServerLog(String text) {
    private static final Pattern ESCAPES = Pattern.compile("\\x1B\\[[0-9;?]*[ -/]*[@-~]");
    private static final Pattern PREFIX = Pattern.compile(
            "(?m)^(?:\\([^()\\n]{1,80}pid=\\d+\\) ?)?(?:(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\[[^\\]\\n]{1,200}\\] ?)?");
    /** The last line of a traceback: {@code module.SomeError: why}. */
    private static final Pattern EXCEPTION =
            Pattern.compile("(?m)^(?:[A-Za-z_][\\w.]*\\.)?([A-Z]\\w*(?:Error|Exception|Interrupt)): (\\S.*)$");

    private static final Pattern SYMPTOM =
            Pattern.compile("Engine core initialization failed|EngineCore failed to start|See root cause above");

    /** Reads it, whole. */
    static ServerLog of(String raw) {
        String plain = ESCAPES.matcher(raw).replaceAll("").replace('\r', '\n');
        return new ServerLog(PREFIX.matcher(plain).replaceAll(""));
    }

    /** The first exception that is told and is no mere consequence of another process's. */
    Optional<String> firstCause() {
        return EXCEPTION
                .matcher(text)
                .results()
                .map(result -> result.group(1) + ": " + result.group(2).strip())
                .filter(line -> !SYMPTOM.matcher(line).find())
                .findFirst();
    }

    /** The exception that ended the process: of a chain the last one. */
    Optional<String> lastCause() {
        List<String> causes = EXCEPTION
                .matcher(text)
                .results()
                .map(result -> result.group(1) + ": " + result.group(2).strip())
                .filter(line -> !SYMPTOM.matcher(line).find())
                .toList();
        return causes.isEmpty() ? Optional.empty() : Optional.of(causes.getLast());
    }
}
