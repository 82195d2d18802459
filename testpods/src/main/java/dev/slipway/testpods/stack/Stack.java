package dev.slipway.testpods.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Slipway from its archive, with a home folder and ports of its own: started by {@code up}, ended by {@code down}. */
public final class Stack implements AutoCloseable {
    private final Path work;
    private final Archive archive;
    private final Map<String, String> environment;

    private Stack(Path work, Archive archive, Map<String, String> environment) {
        this.work = work;
        this.archive = archive;
        this.environment = environment;
    }

    /** Unpacks the archive; nothing runs yet. */
    public static Stack prepare(Map<String, String> extra) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(
                "slipway-e2e-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path home = Files.createDirectories(work.resolve("home"));
        Archive archive = Archive.unpack(work);
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", home.toString(),
                "SLIPWAY_HOME", home.resolve(".slipway").toString(),
                "SLIPWAY_API_PORT", freePort(),
                "SLIPWAY_WORKER_PORT", freePort(),
                "SLIPWAY_TEMPORAL_PORT", freePort(),
                "SLIPWAY_TEMPORAL_UI_PORT", freePort()));
        environment.put("SLIPWAY_CACHE", cache().toString());
        environment.put("SLIPWAY_API_KEY", "canary-deployment-key");
        environment.put("HF_TOKEN", "hf_canary_token");
        environment.putAll(extra);
        return new Stack(work, archive, environment);
    }

    public static Stack up(Map<String, String> extra) throws IOException, InterruptedException {
        Stack stack = prepare(extra);
        Shell.Result result = stack.slipway("up");
        if (result.exitCode() != 0) {
            stack.close();
            throw new IOException("up failed:\n" + result.all());
        }
        return stack;
    }

    /** Runs the command line as a user without a terminal. */
    public Shell.Result slipway(String... arguments) throws IOException, InterruptedException {
        return run(List.of(), List.of(arguments));
    }

    /**
     * Starts the command line as a user without a terminal, who goes on with other things meanwhile.
     *
     * @param output file for all that it prints
     */
    public Process begin(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(archive.launcher().toString()));
        command.addAll(List.of(arguments));
        return Shell.begin(work, environment, output, command);
    }

    /**
     * Runs the command line, and answers all that it printed.
     *
     * @throws AssertionError when it does not end with exit code 0
     */
    public String expectDone(List<String> arguments) throws IOException, InterruptedException {
        return expectDone(List.of(), arguments);
    }

    /** The same behind another command, such as {@code taskset -c 0,1}. */
    public String expectDone(List<String> prefix, List<String> arguments) throws IOException, InterruptedException {
        Shell.Result result = run(prefix, arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("slipway %s ended with %d:%n%s"
                    .formatted(String.join(" ", arguments), result.exitCode(), result.all()));
        }
        return result.all();
    }

    private Shell.Result run(List<String> prefix, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(archive.launcher().toString());
        command.addAll(arguments);
        return Shell.run(work, environment, command);
    }

    /** Ends a process as a machine does that loses power. */
    public void kill(String name) {
        ProcessHandle process = ProcessHandle.of(pid(name)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts one more {@code api} or {@code worker} of this stack, on a port of its own, and waits until it is healthy. */
    public Another another(String name) throws IOException, InterruptedException {
        String port = freePort();
        var builder = new ProcessBuilder(archive.launcher().toString(), "process", name)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("another-" + name + ".log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("SLIPWAY_" + name.toUpperCase(Locale.ROOT) + "_PORT", port);
        builder.environment().put("SLIPWAY_TEMPORAL_TARGET", temporalTarget());
        return Another.awaitHealthy(builder.start(), "http://127.0.0.1:" + port);
    }

    /** Process id of {@code api}, {@code worker} or {@code temporal}, as its pid file has it. */
    public long pid(String name) {
        try {
            String line = Files.readString(home().resolve("run").resolve(name + ".pid"));
            return Long.parseLong(line.strip().split("\\s")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the ahead-of-time caches are made, which happens in the background after the first start. */
    public void awaitTraining() throws InterruptedException {
        while (Files.exists(home().resolve("run/training.pid"))) {
            Thread.sleep(200);
        }
    }

    public Path home() {
        return Path.of(environment.get("SLIPWAY_HOME"));
    }

    public Path work() {
        return work;
    }

    public String workerUrl() {
        return "http://127.0.0.1:" + environment.get("SLIPWAY_WORKER_PORT");
    }

    public String apiUrl() {
        return "http://127.0.0.1:" + environment.get("SLIPWAY_API_PORT");
    }

    public String temporalUiUrl() {
        return "http://127.0.0.1:" + environment.get("SLIPWAY_TEMPORAL_UI_PORT");
    }

    public String temporalTarget() {
        return "127.0.0.1:" + environment.get("SLIPWAY_TEMPORAL_PORT");
    }

    public String token() throws IOException {
        return Files.readString(home().resolve("token")).strip();
    }

    @Override
    public void close() throws IOException {
        try {
            slipway("down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Built programs and fetched packages are kept outside of the test's home: making them takes minutes. */
    public static Path cache() {
        String given = System.getenv("SLIPWAY_CACHE");
        return given == null || given.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "slipway")
                : Path.of(given).toAbsolutePath();
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
