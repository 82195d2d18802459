package dev.slipway.testpods.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes that run on a test pod, found in {@code /proc}.
 *
 * <p>A process belongs to the pod when its environment carries the pod's marker or a {@code HOME} below its folder, or when
 * its working folder or one of its open files lies below that folder. One sign is not enough: programs wipe their
 * environment ({@code env -i}, {@code setproctitle}) and change their folder. This JVM never counts; zombies do not
 * either. Without {@code /proc} nothing is found.
 */
public final class PodProcesses {
    /** Name of the environment variable that marks what runs on a test pod. */
    public static final String MARKER = "SLIPWAY_TESTPOD";

    private static final String SOCKETS = "VLLM_RPC_BASE_PATH=/tmp/slipway-";
    private static final Path PROC = Path.of("/proc");
    private static final Duration END_DEADLINE = Duration.ofSeconds(20);

    private final String marker;
    private final String folder;

    /**
     * Looks for the processes of one pod.
     *
     * @param marker value of {@link #MARKER}, unique on the machine
     * @param folder folder of the pod, below which no process of anybody else works
     */
    public PodProcesses(String marker, Path folder) {
        this.marker = marker;
        this.folder = folder.toAbsolutePath().toString();
    }

    /** All living processes of the pod. */
    public List<PodProcess> living() {
        var self = ProcessHandle.current().pid();
        return allPids().stream()
                .filter(pid -> pid != self && belongs(pid) && !isZombie(pid))
                .map(pid -> new PodProcess(pid, command(pid)))
                .toList();
    }

    /** Kills every process of the pod, and what those started meanwhile, until none is left; and their sockets' folders. */
    public void endAll() {
        var deadline = System.nanoTime() + END_DEADLINE.toNanos();
        var sockets = new HashSet<Path>();
        for (var left = living(); !left.isEmpty(); left = living()) {
            left.forEach(process -> socketFolder(process.pid()).ifPresent(sockets::add));
            left.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("these processes do not end: " + left);
            }
            Pause.millis(20);
        }
        sockets.forEach(PodFolder::delete);
    }

    /** Servers keep their sockets outside of the home, whose path may be too long for one. */
    private static Optional<Path> socketFolder(long pid) {
        return Stream.of(read(PROC.resolve(pid + "/environ")).split("\0", -1))
                .filter(entry -> entry.startsWith(SOCKETS))
                .map(entry -> Path.of(entry.substring(SOCKETS.indexOf('=') + 1)))
                .findFirst();
    }

    private static List<Long> allPids() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException noProc) {
            return List.of();
        }
    }

    private boolean belongs(long pid) {
        var process = PROC.resolve(Long.toString(pid));
        return isMarked(process) || isBelow(process.resolve("cwd")) || holdsFile(process.resolve("fd"));
    }

    private boolean isMarked(Path process) {
        return Stream.of(read(process.resolve("environ")).split("\0", -1))
                .anyMatch(entry -> entry.equals(MARKER + "=" + marker) || entry.startsWith("HOME=" + folder + "/"));
    }

    private boolean holdsFile(Path descriptors) {
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(this::isBelow);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    private boolean isBelow(Path link) {
        try {
            var target = Files.readSymbolicLink(link).toString();
            return target.equals(folder) || target.startsWith(folder + "/");
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    private static boolean isZombie(long pid) {
        var stat = read(PROC.resolve(pid + "/stat"));
        var afterName = stat.lastIndexOf(')');
        return afterName < 0 || stat.startsWith("Z", afterName + 2) || stat.startsWith("X", afterName + 2);
    }

    private static String command(long pid) {
        return read(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrForeign) {
            return "";
        }
    }
}
