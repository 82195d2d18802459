package dev.slipway.config.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * All settings of a process, validated. Secrets are hidden from {@code toString}.
 *
 * @param home folder for state, logs, token and key
 * @param api where the API listens
 * @param worker where the worker's health endpoint listens, and how much it does at once
 * @param temporal where Temporal is
 * @param database where the database is
 * @param ports ports that deployments use on a pod
 * @param ssh timeouts of connections to pods
 * @param downloads when a download counts as stalled
 * @param logging form of the log
 * @param secrets what the process was given
 * @param catalogueFolder folder with more catalogue entries
 */
public record Settings(
        Path home,
        Api api,
        Worker worker,
        Temporal temporal,
        Database database,
        Ports ports,
        Ssh ssh,
        Downloads downloads,
        Logging logging,
        Secrets secrets,
        Path catalogueFolder) {
    /** Where the API listens. */
    public record Api(String host, int port, boolean tls) {
        public String baseUrl() {
            return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** The worker's endpoint and slots. */
    public record Worker(String host, int port, int controlSlots, int followSlots) {}

    /** Where Temporal is; {@code uiUrl} has no slash at its end. */
    public record Temporal(String target, String namespace, String uiUrl) {}

    /** Where the database is. */
    public record Database(String url, String user, String password, int pool) {
        public boolean postgres() {
            return url.startsWith("jdbc:postgresql:");
        }

        @Override
        public String toString() {
            return "Database[user=" + user + "]";
        }
    }

    /** First and last port, both included. */
    public record Ports(int first, int last) {}

    /** Timeouts of connections to pods. */
    public record Ssh(Duration connectTimeout, Duration idleTimeout) {}

    /** When a download counts as stalled: so long without a byte, in whole seconds. */
    public record Downloads(Duration stall) {
        public int stallSeconds() {
            return Math.toIntExact(stall.toSeconds());
        }
    }

    /** Form of the log; an empty file means none. */
    public record Logging(String format, String level, String file) {}

    /** What the process was given; empty means not given. */
    public record Secrets(String masterKey, String apiKey, String hubToken) {
        @Override
        public String toString() {
            return "Secrets[hidden]";
        }
    }
}
