package dev.slipway.testpods.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Runs a program of the machine to its end. */
public final class Tool {
    private Tool() {}

    /**
     * Runs a program with an empty standard input.
     *
     * @param command program and arguments
     * @return what it printed, both outputs together
     * @throws IllegalStateException when it ends with another exit status than 0; the message carries its output
     */
    public static String run(String... command) {
        return run(new ProcessBuilder(command));
    }

    /** The same for a prepared process. */
    public static String run(ProcessBuilder builder) {
        try {
            var process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(builder.command() + " ended with " + status + ": " + output);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
