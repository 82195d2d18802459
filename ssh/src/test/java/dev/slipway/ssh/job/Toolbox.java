package dev.slipway.ssh.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which shell and which programs a pod has: each is a folder that stands first, or alone, in the pod's PATH. */
enum Toolbox {
    DASH("dash"),
    BASH("bash"),
    /** Nothing but busybox: no coreutils, no util-linux. */
    BUSYBOX("busybox");

    private static final String SYSTEM = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Map<Toolbox, Path> FOLDERS = new ConcurrentHashMap<>();

    private final String program;

    Toolbox(String program) {
        this.program = program;
    }

    /** The PATH of such a pod. */
    String path() throws IOException {
        var folder = FOLDERS.computeIfAbsent(this, Toolbox::install).toString();
        return this == BUSYBOX ? folder : folder + ":" + SYSTEM;
    }

    /** Once a run of the tests: the folder of links stays until the end. */
    private static Path install(Toolbox toolbox) {
        try {
            var folder = Files.createTempDirectory("slipway-toolbox");
            var programs = toolbox == BUSYBOX ? applets() : List.of("sh");
            for (var program : programs) {
                Files.createSymbolicLink(folder.resolve(program), find(toolbox.program));
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder, programs)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> applets() throws IOException {
        var list = new ProcessBuilder("busybox", "--list").start();
        return new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void remove(Path folder, List<String> programs) {
        try {
            for (var program : programs) {
                Files.deleteIfExists(folder.resolve(program));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a program of this machine. */
    static Path find(String program) throws IOException {
        return List.of(SYSTEM.split(":")).stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("this machine has no " + program));
    }
}
