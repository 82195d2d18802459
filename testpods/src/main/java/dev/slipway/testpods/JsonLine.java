package dev.slipway.testpods;

import java.util.Map;
import java.util.stream.Collectors;

/** One line of JSON for the program that started a pod: texts only. */
final class JsonLine {
    private JsonLine() {}

    static String of(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
