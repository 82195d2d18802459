package dev.slipway.config.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is. The environment variable is {@code SLIPWAY_} and the name; the key in the file is the name in
 * lower case with dots for underscores ({@code SLIPWAY_API_PORT} is {@code api.port}). docs/configuration.md and
 * .env.example are checked against this table by a test.
 */
public enum SettingKey {
    HOME("~/.slipway", "Folder for state, logs, the access token and the master key."),
    API_HOST("127.0.0.1", "Address that the API binds to."),
    API_PORT("8080", "Port of the API."),
    API_TLS("false", "Set to true when a proxy in front of the API speaks HTTPS, so that links are right."),
    WORKER_HOST("127.0.0.1", "Address that the worker's health endpoint binds to."),
    WORKER_PORT("8081", "Port of the worker's health endpoint; 0 for any free one."),
    WORKER_CONTROL_SLOTS("50", "Short activities that one worker runs at the same time."),
    WORKER_FOLLOW_SLOTS("200", "Jobs that one worker follows at the same time."),
    TEMPORAL_TARGET(
            "127.0.0.1:7233",
            "Address of the Temporal server; one that is set is used by `slipway up`, which then starts none."),
    TEMPORAL_NAMESPACE("default", "Temporal namespace."),
    TEMPORAL_UI_URL("http://127.0.0.1:8233", "Address of the Temporal Web UI, for links."),
    TEMPORAL_PORT("7233", "Port of the Temporal server that `slipway up` starts."),
    TEMPORAL_UI_PORT("8233", "Port of the Web UI that `slipway up` starts."),
    DATABASE_URL("", "JDBC address of the database; empty: an H2 file in the home folder."),
    DATABASE_USER("slipway", "Database user."),
    DATABASE_PASSWORD("", "Database password."),
    DATABASE_POOL("8", "Most database connections of one process."),
    MASTER_KEY(
            "", "Base64 of the 32 bytes that encrypt stored secrets; empty: the file master.key in the home folder."),
    API_KEY("", "API key of every deployment; empty: one is generated for each."),
    PORT_FIRST("8001", "First port that deployments use on a pod."),
    PORT_LAST("8999", "Last port that deployments use on a pod."),
    SSH_CONNECT_TIMEOUT("10", "Seconds until a connection attempt to a pod is given up."),
    SSH_IDLE_TIMEOUT("300", "Seconds after which an unused connection is closed."),
    DOWNLOAD_STALL("60", "Seconds without a byte after which a download of a model is stopped and tried again."),
    LOG_FORMAT("text", "Form of log lines: text or json."),
    LOG_LEVEL("info", "Least level that is logged: debug, info, warn or error."),
    LOG_FILE("", "File to log to beside standard output; empty: none."),
    CATALOGUE_DIR("", "Folder with more catalogue entries (*.yaml); empty: catalogue.d in the home folder."),
    SERVER("", "Address of the API that the CLI talks to; empty: the local one."),
    TOKEN("", "Access token of the CLI; empty: the one in the home folder."),
    CACHE("", "Folder for downloaded programs; empty: ~/.cache/slipway.");

    private final String defaultValue;
    private final String documentation;

    SettingKey(String defaultValue, String documentation) {
        this.defaultValue = defaultValue;
        this.documentation = documentation;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** One sentence, for documents. */
    public String documentation() {
        return documentation;
    }

    public String environmentVariable() {
        return "SLIPWAY_" + name();
    }

    public String fileKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Whether its value must never be printed. */
    public boolean secret() {
        return switch (this) {
            case MASTER_KEY, API_KEY, DATABASE_PASSWORD, TOKEN -> true;
            case HOME,
                    API_HOST,
                    API_PORT,
                    API_TLS,
                    WORKER_HOST,
                    WORKER_PORT,
                    WORKER_CONTROL_SLOTS,
                    WORKER_FOLLOW_SLOTS,
                    TEMPORAL_TARGET,
                    TEMPORAL_NAMESPACE,
                    TEMPORAL_UI_URL,
                    TEMPORAL_PORT,
                    TEMPORAL_UI_PORT,
                    DATABASE_URL,
                    DATABASE_USER,
                    DATABASE_POOL,
                    PORT_FIRST,
                    PORT_LAST,
                    SSH_CONNECT_TIMEOUT,
                    SSH_IDLE_TIMEOUT,
                    DOWNLOAD_STALL,
                    LOG_FORMAT,
                    LOG_LEVEL,
                    LOG_FILE,
                    CATALOGUE_DIR,
                    SERVER,
                    CACHE -> false;
        };
    }

    static Optional<SettingKey> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(key -> key.environmentVariable().equals(variable))
                .findFirst();
    }

    static Optional<SettingKey> ofFileKey(String fileKey) {
        return Arrays.stream(values())
                .filter(key -> key.fileKey().equals(fileKey))
                .findFirst();
    }
}
