package dev.slipway.activities.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer of {@code facts.sh}: keys, each with its values in order. Unknown keys do no harm. */
final class FactLines {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private FactLines() {}

    static FactLines of(String text) {
        var lines = new FactLines();
        text.lines().forEach(lines::add);
        return lines;
    }

    private void add(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            values.computeIfAbsent(line.substring(0, equals), key -> new ArrayList<>())
                    .add(line.substring(equals + 1));
        }
    }

    /** First value, or empty text. */
    String text(String key) {
        return all(key).isEmpty() ? "" : all(key).getFirst();
    }

    /** First value as a number; 0 when it is none. */
    long number(String key) {
        return toNumber(text(key));
    }

    List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** All values, each cut at its tabs; those with fewer parts than wanted are left out. */
    List<List<String>> parts(String key, int count) {
        return all(key).stream()
                .map(value -> List.of(value.split("\t", -1)))
                .filter(parts -> parts.size() >= count)
                .toList();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A number; 0 for anything else, such as {@code [N/A]}. */
    static long toNumber(String text) {
        return text.strip().matches("\\d{1,18}") ? Long.parseLong(text.strip()) : 0;
    }
}
