package dev.slipway.client.ssh;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns of OpenSSH: {@code *} for any letters, {@code ?} for one, {@code !} in front to exclude. */
final class Patterns {
    private Patterns() {}

    /** Whether one of the patterns matches and none of the excluding ones does. */
    static boolean match(List<String> patterns, String name) {
        var matched = false;
        for (var pattern : patterns) {
            var excludes = pattern.startsWith("!");
            if (matches(excludes ? pattern.substring(1) : pattern, name)) {
                if (excludes) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static boolean matches(String pattern, String name) {
        var regex = new StringBuilder();
        pattern.chars()
                .forEach(letter -> regex.append(
                        switch (letter) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(letter));
                        }));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }
}
