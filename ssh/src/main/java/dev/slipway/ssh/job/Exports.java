package dev.slipway.ssh.job;

import java.util.Map;
import java.util.regex.Pattern;

/** Variables as lines of shell that set exactly these values, whatever characters they hold. */
final class Exports {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Exports() {}

    /** @throws IllegalArgumentException for a name that is none or is reserved, and for a NUL; never with a value in it */
    static String of(Map<String, String> variables) {
        var lines = new StringBuilder();
        variables.forEach((name, value) -> lines.append(line(name, value)));
        return lines.toString();
    }

    private static String line(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a variable: " + LogText.clean(name));
        }
        if (ReservedVariables.contains(name)) {
            throw new IllegalArgumentException("the variable " + name + " is set by Slipway");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value of " + name + " holds a NUL character");
        }
        return "export " + name + "='" + value.replace("'", "'\\''") + "'\n";
    }
}
