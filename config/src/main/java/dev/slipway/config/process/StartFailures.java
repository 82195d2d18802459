package dev.slipway.config.process;

import dev.slipway.config.settings.Settings;
import java.net.BindException;
import java.sql.SQLException;
import java.util.Optional;

/** Why a process could not start, in one sentence, where it is not our fault. */
final class StartFailures {
    private StartFailures() {}

    /**
     * The sentence.
     *
     * @param thrown what the start ended with
     * @param endpoint where the process listens, as host and port
     * @param portSetting setting that chooses another port
     * @return empty for what only a stack trace can explain
     */
    static Optional<String> sentence(Throwable thrown, Settings settings, String endpoint, String portSetting) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof BindException) {
                return Optional.of("Another program listens at " + endpoint + ": end it, or choose another port with "
                        + portSetting + ".");
            }
            if (each instanceof SQLException mistake) {
                return Optional.of(
                        "The database at " + place(settings.database().url()) + " cannot be used (" + firstLine(mistake)
                                + "): check that it runs, or set SLIPWAY_DATABASE_URL to where it is.");
            }
        }
        return Optional.empty();
    }

    /** Without parameters, which may hold a password. */
    private static String place(String url) {
        return url.split("[?;]", 2)[0];
    }

    private static String firstLine(SQLException thrown) {
        String message = thrown.getMessage();
        String line = message == null || message.isBlank()
                ? "SQL state " + thrown.getSQLState()
                : message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
