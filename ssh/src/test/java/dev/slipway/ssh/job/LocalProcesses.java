package dev.slipway.ssh.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes of this machine, by their ids. */
final class LocalProcesses {
    private LocalProcesses() {}

    /** A zombie does not live. */
    static boolean lives(long pid) {
        return !"Z".equals(state(pid)) && !"".equals(state(pid));
    }

    /** The letter of {@code /proc/PID/stat}; empty when there is no such process. */
    static String state(long pid) {
        try {
            var stat = new String(Files.readAllBytes(Path.of("/proc/" + pid + "/stat")), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
        } catch (IOException e) {
            return "";
        }
    }

    static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", signal, Long.toString(pid)).start().waitFor();
    }

    /** Number in a file that a job writes; waits until it is there. */
    static long numberIn(Path file) {
        org.awaitility.Awaitility.await()
                .until(() -> Files.exists(file) && !Files.readString(file).isBlank());
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Pids of processes with an argument that starts and ends like this. */
    static List<Long> withArgument(String start, String end) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> arguments(pid).anyMatch(each -> each.startsWith(start) && each.endsWith(end)))
                .toList();
    }

    private static Stream<String> arguments(long pid) {
        try {
            return Stream.of(Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0"));
        } catch (IOException e) {
            return Stream.empty(); // it has just ended
        }
    }
}
