package dev.slipway.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on a terminal of its own, as the kernel makes one: keys are typed into it, and Ctrl+C is a signal. */
final class PseudoTerminal implements AutoCloseable {
    static final String CTRL_C = "\u0003";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final StringBuilder shown = new StringBuilder();
    private final Thread reader;

    /** Runs a shell's command line. */
    PseudoTerminal(String command, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder("script", "--quiet", "--return", "--flush", "--command", command, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("SHELL", "/bin/sh", "TERM", "xterm"));
        process = builder.start();
        reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] some = new char[1024];
            for (int count = output.read(some); count >= 0; count = output.read(some)) {
                synchronized (shown) {
                    shown.append(some, 0, count);
                }
            }
        } catch (IOException e) {
            // The program is gone.
        }
    }

    /** Presses keys. */
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** All that was written to the terminal so far. */
    String shown() {
        synchronized (shown) {
            return shown.toString();
        }
    }

    /** Waits until a text was written at least so often. */
    void await(String text, int times) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (shown().split(java.util.regex.Pattern.quote(text), -1).length <= times) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("Not shown " + times + " times: " + text + "\n" + shown());
            }
            Thread.sleep(20);
        }
    }

    /** Waits for the program's end, and answers its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end:\n" + shown());
        }
        reader.join(PATIENCE);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
