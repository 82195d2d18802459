package dev.slipway.config.settings;

import java.util.HashMap;
import java.util.Map;

/** Settings in the words of the frameworks: the only place that knows their property names. */
public final class ProcessProperties {
    private ProcessProperties() {}

    /** Properties of a process that listens on the given address. */
    public static Map<String, Object> of(Settings settings, String application, String host, int port) {
        var properties = new HashMap<String, Object>(database(settings.database()));
        properties.put("micronaut.application.name", application);
        properties.put("micronaut.server.host", host);
        properties.put("micronaut.server.port", port == 0 ? -1 : port);
        return properties;
    }

    private static Map<String, Object> database(Settings.Database database) {
        return Map.of(
                "datasources.default.url",
                database.url(),
                "datasources.default.username",
                database.user(),
                "datasources.default.password",
                database.password(),
                "datasources.default.dialect",
                "POSTGRES",
                "datasources.default.maximum-pool-size",
                database.pool(),
                "datasources.default.minimum-idle",
                1,
                "datasources.default.initialization-fail-timeout",
                20_000,
                "flyway.datasources.default.enabled",
                true);
    }
}
