package dev.slipway.config.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Reads settings: the environment wins over the file {@code slipway.properties} in the home folder, which wins over the
 * defaults. An unknown key or an unusable value is refused with one sentence.
 */
public final class SettingsLoader {
    /** The one variable that is not ours: the Hub's own name for its token. */
    public static final String HUB_TOKEN = "HF_TOKEN";

    private static final String PREFIX = "SLIPWAY_";
    /** Variables of the launcher and of jobs that share the prefix. */
    private static final List<String> FOREIGN = List.of("SLIPWAY_JOB", "SLIPWAY_DEPLOYMENT", "SLIPWAY_TESTPOD");

    private SettingsLoader() {}

    public static Settings load(Map<String, String> environment) {
        var values = new EnumMap<SettingKey, String>(SettingKey.class);
        for (SettingKey key : SettingKey.values()) {
            values.put(key, key.defaultValue());
        }
        Map<SettingKey, String> given = fromEnvironment(environment);
        Path home = expand(given.getOrDefault(SettingKey.HOME, SettingKey.HOME.defaultValue()), environment);
        values.putAll(fromFile(home.resolve("slipway.properties")));
        values.putAll(given);
        return typed(new Values(values), home, environment);
    }

    private static Settings typed(Values values, Path home, Map<String, String> environment) {
        int first = values.port(SettingKey.PORT_FIRST, 1024);
        int last = values.port(SettingKey.PORT_LAST, first);
        return new Settings(
                home,
                new Settings.Api(
                        values.text(SettingKey.API_HOST),
                        values.port(SettingKey.API_PORT, 0),
                        values.flag(SettingKey.API_TLS)),
                new Settings.Worker(
                        values.text(SettingKey.WORKER_HOST),
                        values.port(SettingKey.WORKER_PORT, 0),
                        values.number(SettingKey.WORKER_CONTROL_SLOTS, 1, 10_000),
                        values.number(SettingKey.WORKER_FOLLOW_SLOTS, 1, 10_000)),
                new Settings.Temporal(
                        values.text(SettingKey.TEMPORAL_TARGET),
                        values.text(SettingKey.TEMPORAL_NAMESPACE),
                        withoutSlash(values.text(SettingKey.TEMPORAL_UI_URL))),
                database(values, home),
                new Settings.Ports(first, last),
                new Settings.Ssh(
                        Duration.ofSeconds(values.number(SettingKey.SSH_CONNECT_TIMEOUT, 1, 600)),
                        Duration.ofSeconds(values.number(SettingKey.SSH_IDLE_TIMEOUT, 1, 86_400))),
                new Settings.Downloads(Duration.ofSeconds(values.number(SettingKey.DOWNLOAD_STALL, 1, 86_400))),
                new Settings.Logging(
                        values.oneOf(SettingKey.LOG_FORMAT, "text", "json"),
                        values.oneOf(SettingKey.LOG_LEVEL, "debug", "info", "warn", "error"),
                        values.text(SettingKey.LOG_FILE)),
                new Settings.Secrets(
                        values.text(SettingKey.MASTER_KEY),
                        values.text(SettingKey.API_KEY),
                        environment.getOrDefault(HUB_TOKEN, "").strip()),
                values.text(SettingKey.CATALOGUE_DIR).isEmpty()
                        ? home.resolve("catalogue.d")
                        : expand(values.text(SettingKey.CATALOGUE_DIR), environment));
    }

    private static Settings.Database database(Values values, Path home) {
        String url = values.text(SettingKey.DATABASE_URL);
        return new Settings.Database(
                url.isEmpty() ? h2(home) : url,
                values.text(SettingKey.DATABASE_USER),
                values.text(SettingKey.DATABASE_PASSWORD),
                values.number(SettingKey.DATABASE_POOL, 2, 200));
    }

    /**
     * H2 as a file that worker and api open together. Without WRITE_DELAY=0 acknowledged rows are lost when its owner dies;
     * with {@code file:} in place of {@code async:} one interrupted thread closes the whole database for good.
     */
    static String h2(Path home) {
        return "jdbc:h2:async:" + home.resolve("slipway").toAbsolutePath()
                + ";AUTO_SERVER=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000";
    }

    private static Map<SettingKey, String> fromEnvironment(Map<String, String> environment) {
        var found = new EnumMap<SettingKey, String>(SettingKey.class);
        environment.forEach((name, value) -> {
            if (!name.startsWith(PREFIX) || FOREIGN.contains(name) || value.isBlank()) {
                return;
            }
            SettingKey key = SettingKey.ofVariable(name).orElseThrow(() -> unknown(name, "variable"));
            found.put(key, value.strip());
        });
        return found;
    }

    private static Map<SettingKey, String> fromFile(Path file) {
        var found = new EnumMap<SettingKey, String>(SettingKey.class);
        if (!Files.exists(file)) {
            return found;
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("The settings file " + file + " cannot be read: correct it or move it away.");
        }
        for (String name : properties.stringPropertyNames()) {
            SettingKey key = SettingKey.ofFileKey(name).orElseThrow(() -> unknown(name, "key of " + file));
            found.put(key, properties.getProperty(name).strip());
        }
        return found;
    }

    private static SettingsException unknown(String name, String what) {
        return new SettingsException(
                "There is no setting " + name + " (a " + what + "): docs/configuration.md lists those that there are.");
    }

    private static Path expand(String path, Map<String, String> environment) {
        if (path.equals("~") || path.startsWith("~/")) {
            String userHome = environment.getOrDefault("HOME", System.getProperty("user.home"));
            return Path.of(userHome + path.substring(1)).toAbsolutePath();
        }
        return Path.of(path).toAbsolutePath();
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Values as text, turned into types with a sentence for what cannot be. */
    private record Values(Map<SettingKey, String> values) {
        String text(SettingKey key) {
            String value = values.get(key);
            return value == null ? key.defaultValue() : value;
        }

        int port(SettingKey key, int least) {
            return number(key, least, 65_535);
        }

        int number(SettingKey key, int least, int most) {
            try {
                int number = Integer.parseInt(text(key));
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException ignored) {
                // told below, with the range
            }
            throw unusable(key, "a whole number from " + least + " to " + most);
        }

        boolean flag(SettingKey key) {
            return oneOf(key, "true", "false").equals("true");
        }

        String oneOf(SettingKey key, String... allowed) {
            String value = text(key).toLowerCase(Locale.ROOT);
            if (List.of(allowed).contains(value)) {
                return value;
            }
            throw unusable(key, "one of " + String.join(", ", allowed));
        }

        private SettingsException unusable(SettingKey key, String expected) {
            String shown = key.secret() ? "" : " and not \"" + text(key) + "\"";
            return new SettingsException(key.environmentVariable() + " must be " + expected + shown + ".");
        }
    }
}
