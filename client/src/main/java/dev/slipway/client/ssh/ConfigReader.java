package dev.slipway.client.ssh;

import dev.slipway.client.ssh.SshTargetException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@code ssh_config(5)} files for one machine. */
final class ConfigReader {
    private static final int DEEPEST_INCLUDE = 16;
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*)");

    private final SshEnvironment environment;
    private final String host;
    private final Settings settings = new Settings();

    private ConfigReader(SshEnvironment environment, String host) {
        this.environment = environment;
        this.host = host;
    }

    /** What the target itself says, then the user's file, then the system's. */
    static Settings read(SshEnvironment environment, SshTarget target) {
        var reader = new ConfigReader(environment, target.host());
        target.settings().forEach(reader.settings::add);
        for (var file : environment.configFiles()) {
            reader.file(file, true, 0);
        }
        return reader.settings;
    }

    /**
     * Reads one file.
     *
     * @param reachable whether the block that includes the file applies; blocks inside cannot apply where it does not
     */
    private void file(Path file, boolean reachable, int depth) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        if (depth > DEEPEST_INCLUDE) {
            throw unusable("%s is included too deeply; it may include itself.".formatted(file));
        }
        var applies = reachable;
        for (var line : lines(file)) {
            var parsed = LINE.matcher(line);
            if (!parsed.matches()) {
                continue;
            }
            var keyword = parsed.group(1).toLowerCase(Locale.ROOT);
            var words = words(parsed.group(2), file);
            switch (keyword) {
                case "host" -> applies = reachable && Patterns.match(words, host);
                case "match" ->
                    applies = reachable && new MatchLine(words, host, environment.user(), settings).applies();
                case "include" -> include(words, file, applies, depth);
                default -> {
                    if (applies && !words.isEmpty()) {
                        settings.add(new Setting(keyword, value(keyword, words, parsed.group(2))));
                    }
                }
            }
        }
    }

    /** A command and a list of files keep their quotes, to be split when they are used; all else is one word. */
    private static String value(String keyword, List<String> words, String rest) {
        return switch (keyword) {
            case "proxycommand", "userknownhostsfile", "globalknownhostsfile" -> rest.strip();
            default -> words.getFirst();
        };
    }

    private void include(List<String> patterns, Path from, boolean applies, int depth) {
        for (var pattern : patterns) {
            for (var file : Globs.expand(absolute(pattern, from))) {
                file(file, applies, depth + 1);
            }
        }
    }

    private String absolute(String pattern, Path from) {
        if (pattern.startsWith("~/")) {
            return environment.home() + pattern.substring(1);
        }
        if (pattern.startsWith("/")) {
            return pattern;
        }
        var folder = from.startsWith(environment.systemFolder()) ? environment.systemFolder() : environment.sshFolder();
        return folder + "/" + pattern;
    }

    private static List<String> words(String rest, Path file) {
        try {
            return Words.ofConfigLine(rest);
        } catch (IllegalArgumentException e) {
            throw unusable("%s has a line with a quote that is not closed.".formatted(file));
        }
    }

    private static List<String> lines(Path file) {
        try {
            var lines = new ArrayList<String>();
            for (var line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                    lines.add(line);
                }
            }
            return lines;
        } catch (IOException e) {
            throw unusable("%s cannot be read.".formatted(file));
        }
    }

    private static SshTargetException unusable(String message) {
        return new SshTargetException(Kind.CONFIG_UNUSABLE, message);
    }
}
