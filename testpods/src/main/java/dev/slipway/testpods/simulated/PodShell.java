package dev.slipway.testpods.simulated;

import dev.slipway.testpods.process.BootIdentity;
import dev.slipway.testpods.process.PodProcesses;
import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the processes of a pod: real shell commands in the pod's home, with its tools first on the {@code PATH}. */
final class PodShell {
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> INTERACTIVE =
            List.of("python3", "-c", "import pty, sys; sys.exit(pty.spawn(['bash', '-l']) >> 8)");

    private final PodLayout layout;
    private final Map<String, String> environment;

    PodShell(PodLayout layout, String marker, Map<String, String> environment) {
        this.layout = layout;
        var all = new TreeMap<>(environment);
        all.put(PodProcesses.MARKER, marker);
        all.put("HOME", layout.home().toString());
        all.put("PATH", path());
        all.put("USER", System.getProperty("user.name"));
        all.put("LOGNAME", System.getProperty("user.name"));
        all.put("SHELL", "/bin/sh");
        all.put("LANG", "C.UTF-8");
        this.environment = all;
    }

    /** One command of a client, in a session of its own as under a real server. */
    ProcessBuilder command(String line) {
        return prepare(List.of("bash", "-c", line));
    }

    /** A login shell on a terminal of its own. */
    ProcessBuilder interactive() {
        return prepare(INTERACTIVE);
    }

    private ProcessBuilder prepare(List<String> words) {
        var all = new ArrayList<>(List.of("setsid"));
        if (Files.exists(layout.bootId())) {
            all.addAll(new BootIdentity(layout.bootId()).prefix());
        }
        all.addAll(words);
        var builder = new ProcessBuilder(all).directory(layout.home().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** The system's folders, and where this JVM finds programs: python3 may lie elsewhere. */
    private String path() {
        Set<String> folders = new LinkedHashSet<>();
        folders.add(layout.tools().toString());
        folders.addAll(List.of(SYSTEM_PATH.split(File.pathSeparator)));
        folders.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.remove("");
        return String.join(":", folders);
    }
}
