package dev.slipway.workflows.pod;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Arguments as text of a shell script that people read. */
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    private ShellText() {}

    /** One word of a script that is exactly this argument. */
    static String quote(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument cannot hold a NUL character");
        }
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    static String quote(List<String> arguments) {
        return arguments.stream().map(ShellText::quote).collect(Collectors.joining(" "));
    }
}
