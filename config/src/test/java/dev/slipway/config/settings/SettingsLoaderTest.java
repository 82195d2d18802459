package dev.slipway.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsLoaderTest {
    @TempDir
    Path home;

    private Settings load(String... pairs) {
        Map<String, String> environment = new HashMap<>(Map.of("SLIPWAY_HOME", home.toString()));
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return SettingsLoader.load(environment);
    }

    @Test
    void defaultsNeedNothing() {
        Settings settings = SettingsLoader.load(Map.of("HOME", "/home/someone"));
        assertThat(settings.home()).isEqualTo(Path.of("/home/someone/.slipway"));
        assertThat(settings.api()).isEqualTo(new Settings.Api("127.0.0.1", 8080, false));
        assertThat(settings.temporal())
                .isEqualTo(new Settings.Temporal("127.0.0.1:7233", "default", "http://127.0.0.1:8233"));
        assertThat(settings.database().url())
                .startsWith("jdbc:h2:async:/home/someone/.slipway/slipway;AUTO_SERVER=TRUE")
                .contains("WRITE_DELAY=0");
        assertThat(settings.ports()).isEqualTo(new Settings.Ports(8001, 8999));
        assertThat(settings.ssh()).isEqualTo(new Settings.Ssh(Duration.ofSeconds(10), Duration.ofSeconds(300)));
        assertThat(settings.downloads()).isEqualTo(new Settings.Downloads(Duration.ofSeconds(60)));
        assertThat(settings.catalogueFolder()).isEqualTo(Path.of("/home/someone/.slipway/catalogue.d"));
    }

    static Stream<Arguments> everyKey() {
        return Stream.of(SettingKey.values()).map(key -> Arguments.of(key, sample(key)));
    }

    private static String sample(SettingKey key) {
        return switch (key) {
            case API_TLS -> "true";
            case LOG_FORMAT -> "json";
            case LOG_LEVEL -> "warn";
            case HOME, CATALOGUE_DIR, CACHE, LOG_FILE -> "/tmp/somewhere";
            case API_PORT, WORKER_PORT, TEMPORAL_PORT, TEMPORAL_UI_PORT, PORT_LAST -> "9000";
            case PORT_FIRST -> "8500";
            case WORKER_CONTROL_SLOTS,
                    WORKER_FOLLOW_SLOTS,
                    DATABASE_POOL,
                    SSH_CONNECT_TIMEOUT,
                    SSH_IDLE_TIMEOUT,
                    DOWNLOAD_STALL -> "7";
            case API_HOST,
                    WORKER_HOST,
                    TEMPORAL_TARGET,
                    TEMPORAL_NAMESPACE,
                    TEMPORAL_UI_URL,
                    DATABASE_URL,
                    DATABASE_USER,
                    DATABASE_PASSWORD,
                    MASTER_KEY,
                    API_KEY,
                    SERVER,
                    TOKEN -> "sample";
        };
    }

    /** Each key is read from the environment: settings that differ from the defaults, or a key of launcher and CLI only. */
    @ParameterizedTest
    @MethodSource("everyKey")
    void everyKeyIsReadFromTheEnvironment(SettingKey key, String value) {
        var environment = Map.of("HOME", "/home/someone", key.environmentVariable(), value);
        Settings changed = SettingsLoader.load(environment);
        boolean elsewhere =
                switch (key) {
                    case TEMPORAL_PORT, TEMPORAL_UI_PORT, SERVER, TOKEN, CACHE -> true;
                    default -> false;
                };
        if (!elsewhere) {
            assertThat(changed).isNotEqualTo(SettingsLoader.load(Map.of("HOME", "/home/someone")));
        }
    }

    @Test
    void theFileIsReadAndTheEnvironmentWins() throws IOException {
        Files.writeString(home.resolve("slipway.properties"), "api.port=9001\ntemporal.namespace=prod\n");
        assertThat(load().api().port()).isEqualTo(9001);
        Settings settings = load("SLIPWAY_API_PORT", "9002");
        assertThat(settings.api().port()).isEqualTo(9002);
        assertThat(settings.temporal().namespace()).isEqualTo("prod");
    }

    @Test
    void unknownKeysAreRefusedByName() throws IOException {
        assertThatThrownBy(() -> load("SLIPWAY_API_PROT", "1"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SLIPWAY_API_PROT");
        Files.writeString(home.resolve("slipway.properties"), "api.prot=1\n");
        assertThatThrownBy(this::load).isInstanceOf(SettingsException.class).hasMessageContaining("api.prot");
    }

    @ParameterizedTest
    @CsvSource({
        "SLIPWAY_API_PORT,70000,from 0 to 65535",
        "SLIPWAY_API_PORT,many,a whole number",
        "SLIPWAY_LOG_FORMAT,xml,text or json|one of text",
        "SLIPWAY_API_TLS,perhaps,true",
        "SLIPWAY_PORT_LAST,8000,from 8001",
        "SLIPWAY_DATABASE_POOL,1,from 2"
    })
    void unusableValuesAreToldInOneSentence(String variable, String value, String expected) {
        assertThatThrownBy(() -> load(variable, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(variable)
                .hasMessageEndingWith(".")
                .message()
                .containsPattern(expected);
    }

    @Test
    void secretsAreNotPrinted() {
        Settings settings =
                load("SLIPWAY_API_KEY", "canary-1", "SLIPWAY_DATABASE_PASSWORD", "canary-2", "HF_TOKEN", "canary-3");
        assertThat(settings.toString()).doesNotContain("canary");
        assertThat(settings.secrets().hubToken()).isEqualTo("canary-3");
    }

    @ParameterizedTest
    @EnumSource(SettingKey.class)
    void everyKeyHasADocumentedSentence(SettingKey key) {
        assertThat(key.documentation()).endsWith(".").hasSizeGreaterThan(10);
    }
}
