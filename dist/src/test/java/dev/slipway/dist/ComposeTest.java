package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** docker-compose.yml: valid, pinned, healthy, on the loopback, and with every variable in the example. */
class ComposeTest {
    private static final Pattern PINNED = Pattern.compile(".+:\\d+\\.\\d+.*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[:}]");

    @Test
    void composeItselfAcceptsIt() throws IOException, InterruptedException {
        List<String> command = command().orElse(List.of());
        Assumptions.assumeFalse(command.isEmpty(), "neither docker compose nor docker-compose is here");
        var builder = new ProcessBuilder(command)
                .directory(ComposeFile.CHECKOUT.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "SLIPWAY_MASTER_KEY", "key",
                        "SLIPWAY_DATABASE_PASSWORD", "word",
                        "SLIPWAY_PORT_FIRST", "9001"));
        Process process = builder.start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("SLIPWAY_MASTER_KEY: key", "DEFAULT_NAMESPACE_RETENTION: 720h")
                .containsPattern("SLIPWAY_PORT_FIRST: [\"']9001[\"']");
    }

    @Test
    void secretsMustBeGiven() throws IOException {
        assertThat(ComposeFile.text())
                .contains("SLIPWAY_MASTER_KEY: ${SLIPWAY_MASTER_KEY:?")
                .contains("SLIPWAY_DATABASE_PASSWORD: ${SLIPWAY_DATABASE_PASSWORD:?")
                .contains("POSTGRES_PASSWORD: ${SLIPWAY_DATABASE_PASSWORD:?");
    }

    @Test
    void everyServiceIsPinnedAndHasAHealthCheck() throws IOException {
        assertThat(ComposeFile.services()).containsOnlyKeys("postgresql", "temporal", "temporal-ui", "worker", "api");
        assertThat(ComposeFile.services()).allSatisfy((name, service) -> {
            assertThat(service.get("image")).asString().matches(PINNED);
            assertThat(service).containsKeys("healthcheck", "restart");
        });
        for (String line : Files.readAllLines(ComposeFile.CHECKOUT.resolve("Dockerfile"))) {
            if (line.startsWith("FROM ")) {
                assertThat(line.split(" ")[1]).matches(PINNED);
            }
        }
    }

    @Test
    void everyPortIsOnTheLoopback() throws IOException {
        assertThat(ComposeFile.services().values().stream()
                        .flatMap(service -> ((List<?>) service.getOrDefault("ports", List.of())).stream()))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port).asString().startsWith("127.0.0.1:"));
    }

    @Test
    void everyVariableStandsInTheExample() throws IOException {
        String example = Files.readString(ComposeFile.CHECKOUT.resolve(".env.example"));
        assertThat(VARIABLE.matcher(ComposeFile.text()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(example).contains("#" + variable + "="));
    }

    /** Compose as a plugin of docker, or the older program. */
    private static Optional<List<String>> command() throws IOException, InterruptedException {
        for (List<String> candidate : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
            if (works(candidate)) {
                var command = new java.util.ArrayList<>(candidate);
                command.add("config");
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    private static boolean works(List<String> candidate) throws InterruptedException {
        var command = new java.util.ArrayList<>(candidate);
        command.add("version");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(new File("/dev/null"))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
