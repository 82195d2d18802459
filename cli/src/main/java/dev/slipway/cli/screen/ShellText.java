package dev.slipway.cli.screen;

import java.util.List;
import java.util.regex.Pattern;

/** Words as a POSIX shell reads them back unchanged, for commands that the user is shown. */
public final class ShellText {
    /** Not with "=" in front: zsh reads {@code =ls} as the path of {@code ls}. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*");

    private static final int WIDTH = 100;

    private ShellText() {}

    public static String word(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A command, an option with its value a line where it is long. */
    public static String command(List<String> words) {
        String line = String.join(" ", words.stream().map(ShellText::word).toList());
        if (line.length() <= WIDTH) {
            return line;
        }
        var lines = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            boolean breaks = i > 0 && words.get(i).startsWith("--");
            lines.append(i == 0 ? "" : breaks ? " \\\n  " : " ").append(word(words.get(i)));
        }
        return lines.toString();
    }
}
