package dev.slipway.dist;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder laid out as the archive is, with the real launcher and stand-ins for Java and Temporal. */
final class Sandbox {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PARTS = List.of("cli", "client", "api", "worker", "testpods");

    final Path folder;
    final Path record;
    final Map<String, String> environment = new HashMap<>();

    Sandbox(Path folder) throws IOException {
        this.folder = folder;
        this.record = folder.resolve("record");
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("launcher"));
        Files.copy(CHECKOUT.resolve("slipway"), folder.resolve("slipway"), StandardCopyOption.COPY_ATTRIBUTES);
        try (var pieces = Files.list(CHECKOUT.resolve("launcher"))) {
            for (Path piece : pieces.toList()) {
                Files.copy(
                        piece,
                        folder.resolve("launcher").resolve(piece.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.writeString(folder.resolve("VERSION"), "9.9.9\n");
        for (String part : PARTS) {
            Files.writeString(folder.resolve("lib/slipway-" + part + "-9.9.9.jar"), "no jar");
        }
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.9\"\n");
        program(folder.resolve("jdk/bin/java"));
        Files.createDirectories(folder.resolve("bin"));
        program(folder.resolve("bin/temporal"));
        environment.put("HOME", folder.resolve("user").toString());
        environment.put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.put("STUB_RECORD", record.toString());
        environment.put("SLIPWAY_AOT", "off");
        for (String variable : List.of("API_PORT", "WORKER_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT")) {
            environment.put("SLIPWAY_" + variable, Integer.toString(freePort()));
        }
    }

    /** Writes a program that becomes {@link StubProgram}. */
    static void program(Path file) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        script(
                file,
                "case \"$STUB_STUBBORN $*\" in yes*WorkerMain) trap '' TERM ;; esac\nexec '" + java
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -cp '"
                        + Path.of("target/test-classes").toAbsolutePath() + "' dev.slipway.dist.StubProgram \"$@\"\n");
    }

    /** Writes a shell script that can be run. */
    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path home() {
        return folder.resolve("user/.slipway");
    }

    String port(String process) {
        return environment.getOrDefault("SLIPWAY_" + process + "_PORT", "");
    }

    Path pidFile(String process) {
        return home().resolve("run").resolve(process + ".pid");
    }

    long pid(String process) throws IOException {
        return Long.parseLong(Files.readString(pidFile(process)).split(" ")[0]);
    }

    String calls() throws IOException {
        return Files.exists(record) ? Files.readString(record) : "";
    }

    /** How a program ended, and what it said. */
    record Result(int exitCode, String output, String errors) {}

    Result slipway(String... arguments) throws IOException, InterruptedException {
        return finish(begin(arguments));
    }

    /** A program under way, with the files that it writes to. */
    record Begun(Process process, Path output, Path errors) {}

    Begun begin(String... arguments) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(List.of(folder.resolve("slipway").toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Begun(builder.start(), output, errors);
    }

    static Result finish(Begun begun) throws IOException, InterruptedException {
        if (!begun.process().waitFor(2, TimeUnit.MINUTES)) {
            begun.process().destroyForcibly();
            throw new IOException("no end: " + Files.readString(begun.output()) + Files.readString(begun.errors()));
        }
        return new Result(
                begun.process().exitValue(), Files.readString(begun.output()), Files.readString(begun.errors()));
    }

    /** Ends what the launcher started and what a failed test left. */
    void end() throws IOException, InterruptedException {
        slipway("down", "--timeout", "1");
    }
}
