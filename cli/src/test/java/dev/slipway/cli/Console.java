package dev.slipway.cli;

import dev.slipway.cli.screen.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command in this process, with a home and an environment of its own. */
final class Console {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private String typed = "";
    private boolean terminal;

    Console(Path home, String server) {
        this.home = home;
        environment.put("HOME", home.toString());
        environment.put("SLIPWAY_SERVER", server);
        environment.put("SLIPWAY_TOKEN", "token-canary");
    }

    /** From now on a person sits at a terminal and types that. */
    Console typing(String answers) {
        terminal = true;
        typed = answers;
        return this;
    }

    Path home() {
        return home.resolve(".slipway");
    }

    /** What came of a command. */
    record Outcome(int exitCode, String output, String errors) {}

    Outcome run(String... arguments) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var screen = new Screen(
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                terminal,
                false);
        int exitCode = new Dispatcher(environment, screen, Clock.fixed(NOW, ZoneOffset.UTC)).run(List.of(arguments));
        return new Outcome(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}
