package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.config.settings.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting in .env reaches the containers that read it, or .env.example says that compose decides it. */
class ComposeSettingsTest {
    private static final Pattern DECIDED = Pattern.compile("# Compose decides these itself: ([^.]+)\\.");

    /** Where compose hands a setting to. */
    private sealed interface Use {
        /** The environment of these services. */
        record Environment(Set<String> services) implements Use {}

        /** A port of the host, which leads to the container's own. */
        record Published(String service) implements Use {}

        /** Nothing: .env cannot change it, for this reason. */
        record Decided(String reason) implements Use {}
    }

    private static Use use(SettingKey key) {
        return switch (key) {
            case TEMPORAL_NAMESPACE,
                    DATABASE_PASSWORD,
                    DATABASE_POOL,
                    MASTER_KEY,
                    SSH_CONNECT_TIMEOUT,
                    SSH_IDLE_TIMEOUT,
                    DOWNLOAD_STALL,
                    LOG_FORMAT,
                    LOG_LEVEL,
                    LOG_FILE -> new Use.Environment(Set.of("api", "worker"));
            case API_TLS, TEMPORAL_UI_URL -> new Use.Environment(Set.of("api"));
            case API_KEY, PORT_FIRST, PORT_LAST, WORKER_CONTROL_SLOTS, WORKER_FOLLOW_SLOTS ->
                new Use.Environment(Set.of("worker"));
            case API_PORT -> new Use.Published("api");
            case TEMPORAL_PORT -> new Use.Published("temporal");
            case TEMPORAL_UI_PORT -> new Use.Published("temporal-ui");
            case HOME, CACHE -> new Use.Decided("folders of the image, on the volume of the service");
            case API_HOST -> new Use.Decided("compose publishes the port, on the loopback of the host");
            case WORKER_HOST, WORKER_PORT -> new Use.Decided("only the health check in the container asks there");
            case TEMPORAL_TARGET, DATABASE_URL, DATABASE_USER -> new Use.Decided("the services beside it");
            case CATALOGUE_DIR -> new Use.Decided("a folder of the host is not in the container; catalogue.d is");
            case SERVER, TOKEN -> new Use.Decided("the CLI's, which finds both in the home folder");
        };
    }

    @ParameterizedTest
    @EnumSource
    void reachesWhatReadsIt(SettingKey key) throws IOException {
        String variable = "${" + key.environmentVariable() + ":";
        switch (use(key)) {
            case Use.Environment(Set<String> services) ->
                assertThat(Stream.of("api", "worker").filter(service -> handsOn(service, key)))
                        .containsExactlyInAnyOrderElementsOf(services);
            case Use.Published(String service) ->
                assertThat(ComposeFile.ports(service)).anyMatch(port -> port.contains(variable));
            case Use.Decided(String reason) ->
                assertThat(ComposeFile.text()).as(reason).doesNotContain(variable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLIPWAY_JAVA_OPTIONS", "SLIPWAY_AOT"})
    void whatTheLauncherInTheContainersReadsReachesIt(String variable) throws IOException {
        for (String service : List.of("api", "worker")) {
            assertThat(ComposeFile.environment(service).getOrDefault(variable, ""))
                    .startsWith("${" + variable + ":");
        }
    }

    @Test
    void theHubsTokenReachesTheWorkerAlone() throws IOException {
        assertThat(ComposeFile.environment("worker")).containsEntry("HF_TOKEN", "${HF_TOKEN:-}");
        assertThat(ComposeFile.environment("api")).doesNotContainKey("HF_TOKEN");
    }

    @Test
    void theExampleSaysWhatComposeDecides() throws IOException {
        String example = Files.readString(ComposeFile.CHECKOUT.resolve(".env.example"));
        var said = DECIDED.matcher(example);
        assertThat(said.find()).isTrue();

        Stream<String> decided = Arrays.stream(SettingKey.values())
                .filter(key -> use(key) instanceof Use.Decided)
                .map(SettingKey::environmentVariable);
        assertThat(said.group(1).split(",[\\s#]+"))
                .containsExactlyElementsOf(
                        Stream.concat(decided, Stream.of("JAVA_HOME")).toList());
    }

    private static boolean handsOn(String service, SettingKey key) {
        try {
            String variable = key.environmentVariable();
            return ComposeFile.environment(service).getOrDefault(variable, "").startsWith("${" + variable + ":");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
