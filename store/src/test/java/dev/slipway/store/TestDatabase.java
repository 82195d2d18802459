package dev.slipway.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** The databases that every contract runs on. */
public enum TestDatabase {
    H2 {
        @Override
        Map<String, Object> fresh(Path folder) {
            return h2(folder);
        }
    },
    POSTGRES {
        @Override
        Map<String, Object> fresh(Path folder) {
            return Server.newDatabase();
        }
    };

    /** Properties of a new, empty database. */
    abstract Map<String, Object> fresh(Path folder);

    /** Properties of an H2 file that several processes open together. */
    public static Map<String, Object> h2(Path folder) {
        return Map.of(
                "datasources.default.url",
                "jdbc:h2:async:" + folder.resolve("slipway")
                        + ";AUTO_SERVER=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                        + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000",
                "datasources.default.username",
                "slipway",
                "datasources.default.password",
                "",
                "datasources.default.dialect",
                "POSTGRES",
                "datasources.default.maximum-pool-size",
                8,
                "flyway.datasources.default.enabled",
                true);
    }

    /** One server for all tests of the process; it ends with it. */
    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Map<String, Object> newDatabase() {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = RUNNING.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    "datasources.default.url",
                    RUNNING.getJdbcUrl("postgres", name),
                    "datasources.default.username",
                    "postgres",
                    "datasources.default.password",
                    "",
                    "datasources.default.dialect",
                    "POSTGRES",
                    "datasources.default.maximum-pool-size",
                    8,
                    "flyway.datasources.default.enabled",
                    true);
        }
    }
}
