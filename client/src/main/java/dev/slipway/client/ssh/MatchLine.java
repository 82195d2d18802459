package dev.slipway.client.ssh;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The conditions of a {@code Match} line, all of which must hold.
 *
 * <p>{@code exec} is never run, and {@code canonical}, {@code final}, {@code localnetwork} and {@code tagged} do not hold:
 * such a block counts as one for somebody else.
 */
final class MatchLine {
    private final List<String> words;
    private final String host;
    private final String localUser;
    private final Settings settings;

    MatchLine(List<String> words, String host, String localUser, Settings settings) {
        this.words = words;
        this.host = host;
        this.localUser = localUser;
        this.settings = settings;
    }

    boolean applies() {
        var rest = words.iterator();
        var holds = rest.hasNext();
        while (rest.hasNext()) {
            var condition = rest.next().toLowerCase(Locale.ROOT);
            var negated = condition.startsWith("!");
            holds &= holds(negated ? condition.substring(1) : condition, rest, negated);
        }
        return holds;
    }

    private boolean holds(String condition, Iterator<String> rest, boolean negated) {
        return switch (condition) {
            case "all" -> !negated;
            case "host" -> listed(rest, settings.first("hostname").orElse(host)) != negated;
            case "originalhost" -> listed(rest, host) != negated;
            case "user" -> listed(rest, settings.first("user").orElse(localUser)) != negated;
            case "localuser" -> listed(rest, localUser) != negated;
            case "canonical", "final" -> negated;
            default -> {
                if (rest.hasNext()) {
                    rest.next();
                }
                yield false;
            }
        };
    }

    private static boolean listed(Iterator<String> rest, String name) {
        return rest.hasNext() && Patterns.match(List.of(rest.next().split(",")), name);
    }
}
