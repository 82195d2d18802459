package dev.slipway.ssh;

import java.time.Duration;
import java.util.List;

/**
 * A command for a remote machine: an argument vector, never a line of shell.
 *
 * <p>It is run by {@code sh} with a clean, explicit environment; each argument is quoted, so none can become syntax.
 *
 * @param arguments program and arguments
 * @param stdin bytes for its standard input; empty for none. Secrets travel here
 * @param timeout deadline for the whole command ({@link RemoteHost#run}) or for silence ({@link RemoteHost#stream})
 * @param outputLimit most bytes kept of each output
 */
public record Command(List<String> arguments, byte[] stdin, Duration timeout, int outputLimit) {
    public static final int DEFAULT_OUTPUT_LIMIT = 1 << 20;

    public Command {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        arguments = List.copyOf(arguments);
    }

    public static Command of(Duration timeout, String... arguments) {
        return new Command(List.of(arguments), new byte[0], timeout, DEFAULT_OUTPUT_LIMIT);
    }

    /** A shell script with positional parameters ({@code $1}...), which are data and never syntax. */
    public static Command script(Duration timeout, String script, List<String> parameters) {
        var arguments = new java.util.ArrayList<>(List.of("sh", "-c", script, "slipway"));
        arguments.addAll(parameters);
        return new Command(arguments, new byte[0], timeout, DEFAULT_OUTPUT_LIMIT);
    }

    public Command withStdin(byte[] bytes) {
        return new Command(arguments, bytes, timeout, outputLimit);
    }
}
