package dev.slipway.store.run;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL: one connection of its own, outside the pool, that listens for all readers of the process. */
final class NotifyWatch implements RunWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyWatch.class);
    private static final String CHANNEL = "slipway_run";
    private static final int WAIT_MILLIS = 1000;
    /** Every so many quiet waits the connection is tried, since one that the network lost stays silent for ever. */
    private static final int WAITS_PER_TRIAL = 30;

    private final DatasourceConfiguration datasource;

    NotifyWatch(DatasourceConfiguration datasource) {
        this.datasource = datasource;
    }

    @Override
    public void watch(RunWakes wakes) {
        while (!wakes.wanted().isEmpty()) {
            try (Connection connection = connect()) {
                listen(connection, wakes);
                return;
            } catch (SQLException e) {
                LOG.warn("the connection that listens for events of runs was lost: {}", e.getMessage());
                Pause.millis(WAIT_MILLIS);
            }
        }
    }

    private Connection connect() throws SQLException {
        Connection connection =
                DriverManager.getConnection(datasource.getUrl(), datasource.getUsername(), datasource.getPassword());
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Returns when nobody listens any more. What was written before or between connections is covered by waking all. */
    private static void listen(Connection connection, RunWakes wakes) throws SQLException {
        var notifications = connection.unwrap(PGConnection.class);
        Set<String> wanted = wakes.wanted();
        wakes.wakeAll(wanted);
        for (int quiet = 0; !wanted.isEmpty(); wanted = wakes.wanted()) {
            PGNotification[] arrived = notifications.getNotifications(WAIT_MILLIS);
            quiet = arrived == null || arrived.length == 0 ? quiet + 1 : 0;
            if (arrived != null) {
                for (PGNotification each : arrived) {
                    wakes.wake(each.getParameter());
                }
            }
            if (quiet == WAITS_PER_TRIAL) {
                connection.isValid(WAIT_MILLIS / 1000 * 5);
                quiet = 0;
            }
        }
    }

    @Override
    public void announce(Connection connection, String runId) {
        try (var statement = connection.prepareStatement("select pg_notify(?, ?)")) {
            statement.setString(1, CHANNEL);
            statement.setString(2, runId);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("readers of run " + runId + " cannot be told", e);
        }
    }
}
