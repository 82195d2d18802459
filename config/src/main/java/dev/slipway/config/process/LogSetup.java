package dev.slipway.config.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.slipway.config.settings.Settings;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs to standard output, as text or JSON, and to a file when asked. */
final class LogSetup {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{24} - %msg%n";
    /** Libraries whose debug lines may show what travels. */
    private static final Map<String, Level> QUIET = Map.of(
            "net.schmizz", Level.WARN,
            "com.hierynomus", Level.WARN,
            "io.netty", Level.WARN,
            "io.grpc", Level.WARN,
            "com.zaxxer.hikari", Level.WARN,
            // A database that cannot be used at the start is told in a sentence, not as a stack trace.
            "com.zaxxer.hikari.pool.HikariPool", Level.OFF,
            "org.flywaydb", Level.WARN,
            // What fails stands in its run with code and sentence; these would add a stack trace to a user's mistake.
            "io.temporal.internal.activity", Level.ERROR,
            "io.temporal.internal.sync", Level.ERROR);

    private LogSetup() {}

    static void apply(Settings.Logging logging) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(logging.level()));
        QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
        root.addAppender(started(context, new ConsoleAppender<>(), logging));
        if (!logging.file().isEmpty()) {
            var file = new FileAppender<ILoggingEvent>();
            file.setFile(logging.file());
            root.addAppender(started(context, file, logging));
        }
    }

    private static OutputStreamAppender<ILoggingEvent> started(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Settings.Logging logging) {
        appender.setContext(context);
        appender.setEncoder(encoder(context, logging.format()));
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, String format) {
        if (format.equals("json")) {
            var json = new JsonEncoder();
            json.setContext(context);
            json.start();
            return json;
        }
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(PATTERN);
        text.start();
        return text;
    }
}
