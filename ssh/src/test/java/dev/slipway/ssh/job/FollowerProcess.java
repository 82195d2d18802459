package dev.slipway.ssh.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A client in a process of its own, to be killed: follows one job and appends what it receives to a file. */
final class FollowerProcess {
    private FollowerProcess() {}

    /** Arguments: user, port, file of the private key, host key, job, file to append to. */
    public static void main(String[] arguments) throws Exception {
        var key = Files.readString(Path.of(arguments[2]));
        var pod = new OpenSshPod(arguments[0], Integer.parseInt(arguments[1]), key, arguments[3]);
        var received = Files.createFile(Path.of(arguments[5]));
        pod.follow(arguments[4], 0, new CollectedLog() {
            @Override
            public synchronized void onLog(long offset, byte[] bytes) {
                super.onLog(offset, bytes);
                try {
                    Files.write(received, bytes, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    static Process start(List<String> arguments) throws IOException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx128m", "-cp", classPath, FollowerProcess.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
