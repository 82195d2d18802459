package dev.slipway.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that understands what {@link LiveView} writes: lines, cursor up, clear. */
final class SmallTerminal {
    private static final Pattern TOKEN = Pattern.compile("\u001b\\[(\\??\\d*)([A-Za-z])|\n|\r|[^\u001b\n\r]+");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    private SmallTerminal() {}

    /** What stands on it after all this was written; empty lines at the end left out. */
    static List<String> shown(String written) {
        var terminal = new SmallTerminal();
        Matcher tokens = TOKEN.matcher(written);
        while (tokens.find()) {
            terminal.take(tokens.group(), tokens.group(1), tokens.group(2));
        }
        List<String> shown = new ArrayList<>(terminal.lines.stream()
                .map(line -> line.toString().stripTrailing())
                .toList());
        while (!shown.isEmpty() && shown.getLast().isEmpty()) {
            shown.removeLast();
        }
        return shown;
    }

    private void take(
            String token,
            @org.jspecify.annotations.Nullable String number,
            @org.jspecify.annotations.Nullable String command) {
        if (command != null) {
            command(
                    command,
                    number == null || number.isEmpty() || number.startsWith("?") ? 1 : Integer.parseInt(number));
            return;
        }
        switch (token) {
            case "\r" -> column = 0;
            case "\n" -> {
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            }
            default -> write(token);
        }
    }

    private void command(String command, int number) {
        switch (command) {
            case "A" -> row = Math.max(0, row - number);
            case "K" -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            case "J" -> {
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
                lines.subList(row + 1, lines.size()).clear();
            }
            default -> {
                // Cursor and wrapping: nothing to see.
            }
        }
    }

    private void write(String text) {
        StringBuilder line = lines.get(row);
        line.repeat(' ', Math.max(0, column - line.length()));
        line.replace(column, Math.min(line.length(), column + text.length()), text);
        column += text.length();
    }
}
