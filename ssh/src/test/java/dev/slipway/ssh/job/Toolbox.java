package dev.slipway.ssh.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which shell and which programs a pod has: each is a folder that stands first, or alone, in the pod's PATH. */
enum Toolbox {
    DASH("dash"),
    BASH("bash"),
    /** Nothing but busybox: no coreutils, no util-linux. */
    BUSYBOX("busybox");

    private static final String SYSTEM = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String program;

    Toolbox(String program) {
        this.program = program;
    }

    /** Fills the folder and answers the PATH. */
    String install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        if (this == BUSYBOX) {
            var install = new ProcessBuilder("busybox", "--install", "-s", folder.toString()).start();
            if (install.waitFor() != 0) {
                throw new IOException("busybox cannot install itself");
            }
            return folder.toString();
        }
        Files.createSymbolicLink(folder.resolve("sh"), find(program));
        return folder + ":" + SYSTEM;
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
