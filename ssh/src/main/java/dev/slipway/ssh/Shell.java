package dev.slipway.ssh;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The only place where text becomes a line of shell.
 *
 * <p>An argument is quoted so that {@code sh} (dash, bash, busybox, ksh) and zsh read back exactly one argument with
 * exactly these characters, whatever they are.
 */
public final class Shell {
    /** Left unquoted, for lines that people can read. No {@code =} or {@code ~}: zsh expands a leading one. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    /**
     * A login shell reads {@code ~/.bashrc} even for a command, and what it exports there must not decide how a step
     * behaves; what stays is where the user lives and where programs are found.
     */
    private static final String CLEAN_ENVIRONMENT =
            "exec env -i HOME=\"$HOME\" USER=\"$USER\" LOGNAME=\"$LOGNAME\" PATH=\"$PATH\" LC_ALL=C.UTF-8 ";

    private Shell() {}

    /**
     * One argument, safe in any place of a line of shell.
     *
     * @throws IllegalArgumentException for a NUL character, which no argument can hold
     */
    public static String quote(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument cannot hold a NUL character");
        }
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    /** An argument vector as one line: each argument quoted, separated by spaces. */
    public static String quote(List<String> arguments) {
        return arguments.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    /**
     * The line that the server's login shell is given: it is replaced by the command, in a clean environment.
     *
     * @throws IllegalArgumentException for a program whose name {@code env} would take as an option or a variable
     */
    public static String cleanLine(List<String> arguments) {
        var program = arguments.getFirst();
        if (program.isEmpty() || program.startsWith("-") || program.contains("=")) {
            throw new IllegalArgumentException("not a program that can be run: " + program);
        }
        return CLEAN_ENVIRONMENT + quote(arguments);
    }
}
