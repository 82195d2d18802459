package dev.slipway.testpods.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program as a user would, with a deadline. */
public final class Shell {
    private static final long DEADLINE_MINUTES = 10;

    private Shell() {}

    /** Exit code, and standard output and error as they came. */
    public record Result(int exitCode, String output, String errors) {
        public String all() {
            return output + errors;
        }
    }

    public static Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        return run(folder, environment, List.of(command));
    }

    public static Result run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("slipway-e2e", ".out");
        Path errors = Files.createTempFile("slipway-e2e", ".err");
        try {
            Process process = builder(folder, environment, command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(
                        "no end within " + DEADLINE_MINUTES + " minutes: " + command + "\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), read(output), read(errors));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    /** Starts a program as a user would who does not wait for it; all that it prints goes to a file. */
    static Process begin(Path folder, Map<String, String> environment, Path output, List<String> command)
            throws IOException {
        return builder(folder, environment, command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static ProcessBuilder builder(Path folder, Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // What the person who runs the tests has set for a Slipway of his own is none of this one's business.
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
