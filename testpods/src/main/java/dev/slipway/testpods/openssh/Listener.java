package dev.slipway.testpods.openssh;

import dev.slipway.testpods.process.LoopbackPort;
import dev.slipway.testpods.process.Pause;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The listening {@code sshd} and the connections it serves, as processes. */
final class Listener {
    private static final Duration START_DEADLINE = Duration.ofSeconds(15);

    private final Path configuration;
    private final Path log;
    private final int port;
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private @Nullable Process process;

    Listener(Path configuration, Path log, int port) {
        this.configuration = configuration;
        this.log = log;
        this.port = port;
    }

    /** Starts it and waits until it accepts connections. */
    void start() {
        if (process != null) {
            return;
        }
        process = launch();
        var deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (!LoopbackPort.answers(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("sshd does not listen on " + port + ": " + logText());
            }
            Pause.millis(10);
        }
    }

    private Process launch() {
        var builder = new ProcessBuilder(program(), "-D", "-f", configuration.toString(), "-E", log.toString());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        try {
            if (Files.isWritable(Path.of("/run"))) {
                Files.createDirectories(Path.of("/run/sshd"));
            }
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("is openssh-server installed?", failure);
        }
    }

    private static String program() {
        return Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd")
                .filter(candidate -> Files.isExecutable(Path.of(candidate)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no sshd here: install openssh-server"));
    }

    /** Stops listening; connections that are open go on, as when a real sshd is restarted. */
    void stop() {
        if (process == null) {
            return;
        }
        orphans.addAll(servers(process.toHandle()));
        process.destroy();
        awaitEnd(process.toHandle());
        process = null;
    }

    /** Ends the server side of every connection, without a word to the client; commands that run are not touched. */
    void dropConnections() {
        connections().forEach(ProcessHandle::destroyForcibly);
        connections().forEach(Listener::awaitEnd);
        orphans.clear();
    }

    /** Sends a signal ({@code STOP}, {@code CONT}) to the listener and to every connection. */
    void signal(String name) {
        var all = new ArrayList<>(connections());
        if (process != null) {
            all.add(process.toHandle());
        }
        all.stream().filter(ProcessHandle::isAlive).forEach(one -> signal(name, one.pid()));
    }

    private static void signal(String name, long pid) {
        Tool.run(
                "sh",
                "-c",
                "kill -\"$1\" \"$2\" 2>/dev/null || true # it may have ended by itself",
                "sh",
                name,
                "" + pid);
    }

    /** Sessions that were begun, as its log tells. */
    int channels() {
        return (int) logText()
                .lines()
                .filter(line -> line.startsWith("Starting session:"))
                .count();
    }

    /** Server processes of open connections. */
    List<ProcessHandle> connections() {
        var all =
                new ArrayList<>(orphans.stream().filter(ProcessHandle::isAlive).toList());
        if (process != null) {
            all.addAll(servers(process.toHandle()));
        }
        return all;
    }

    /** All {@code sshd} processes below one, without the commands that they run. */
    private static List<ProcessHandle> servers(ProcessHandle parent) {
        return parent.children()
                .filter(child -> child.info().command().map(Path::of).stream()
                        .anyMatch(command -> command.getFileName().toString().startsWith("sshd")))
                .flatMap(child -> Stream.concat(Stream.of(child), servers(child).stream()))
                .toList();
    }

    private static void awaitEnd(ProcessHandle ending) {
        ending.onExit().join();
    }

    private String logText() {
        return Files.exists(log) ? PodFolder.read(log) : "";
    }
}
