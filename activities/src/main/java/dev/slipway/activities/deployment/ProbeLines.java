package dev.slipway.activities.deployment;

import dev.slipway.activities.deployment.ReadyWait.News;
import dev.slipway.activities.deployment.ReadyWait.Ready;
import dev.slipway.activities.deployment.ReadyWait.Refused;
import dev.slipway.workflows.deployment.ReadyResult;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what {@code ready.py} says. Its whole answer is a few lines, and a short one every few seconds. */
final class ProbeLines {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    void accept(byte[] bytes, int length) {
        said.write(bytes, 0, length);
    }

    /** The result, if there is one. */
    Optional<News> news() {
        long health = 0;
        for (String line : said.toString(StandardCharsets.UTF_8).lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "health" -> health = Long.parseLong(words[1]);
                case "ready" -> {
                    return Optional.of(new Ready(new ReadyResult(health, Long.parseLong(words[1]), words[2])));
                }
                case "failed" -> {
                    return Optional.of(new Refused(new Failure(FailureCode.valueOf(words[1]), words[2])));
                }
                default -> {} // it says that it lives
            }
        }
        return Optional.empty();
    }
}
