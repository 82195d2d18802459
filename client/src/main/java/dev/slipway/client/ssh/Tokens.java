package dev.slipway.client.ssh;

import dev.slipway.client.ssh.SshTargetException.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for something else in a setting: {@code ~}, {@code %h} and its like, {@code ${VARIABLE}}.
 *
 * @param environment whose files are meant
 * @param letters what stands behind the percent sign, and for what
 */
record Tokens(SshEnvironment environment, Map<Character, String> letters) {
    private static final Pattern TOKEN = Pattern.compile("%(.?)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    static Tokens of(SshEnvironment environment, String alias, String host, String user, int port) {
        return new Tokens(
                environment,
                Map.of(
                        '%',
                        "%",
                        'd',
                        environment.home().toString(),
                        'h',
                        host,
                        'k',
                        alias,
                        'n',
                        alias,
                        'p',
                        Integer.toString(port),
                        'r',
                        user,
                        'u',
                        environment.user()));
    }

    String expand(String value) {
        return TOKEN.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(replacement(found.group(1), found.group(2), value)));
    }

    /** A file name: also with {@code ~}; relative to the current folder, as on a command line. */
    Path file(String value) {
        var expanded = expand(value);
        if (expanded.equals("~") || expanded.startsWith("~/")) {
            return Path.of(environment.home() + expanded.substring(1));
        }
        return Path.of(expanded).toAbsolutePath().normalize();
    }

    private String replacement(
            @org.jspecify.annotations.Nullable String letter,
            @org.jspecify.annotations.Nullable String variable,
            String value) {
        if (variable != null) {
            var known = environment.variables().get(variable);
            if (known == null) {
                throw unusable("The variable %s in `%s` is not set.".formatted(variable, value));
            }
            return known;
        }
        var known = letter == null || letter.isEmpty() ? null : letters.get(letter.charAt(0));
        if (known == null) {
            throw unusable("`%%%s` in `%s` stands for nothing that Slipway knows.".formatted(letter, value));
        }
        return known;
    }

    private static SshTargetException unusable(String message) {
        return new SshTargetException(Kind.CONFIG_UNUSABLE, message);
    }
}
