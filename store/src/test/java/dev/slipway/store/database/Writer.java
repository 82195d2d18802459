package dev.slipway.store.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A {@link WriterProcess} and what it has acknowledged so far. Closing it kills it (SIGKILL). */
final class Writer implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    Writer(Path folder, String prefix) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        WriterProcess.class.getName(),
                        folder.toString(),
                        prefix))
                .redirectError(folder.resolve(prefix + ".err").toFile())
                .start();
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The full stop is the proof that the line was not cut by the kill.
                if (line.startsWith(WriterProcess.ACKNOWLEDGED) && line.endsWith(".")) {
                    acknowledged.add(line.substring(WriterProcess.ACKNOWLEDGED.length(), line.length() - 1));
                }
            }
        } catch (IOException e) {
            // The kill closed the pipe.
        }
    }

    int count() {
        return acknowledged.size();
    }

    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
