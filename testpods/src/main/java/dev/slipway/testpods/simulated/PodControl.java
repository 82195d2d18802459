package dev.slipway.testpods.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets somebody outside of this JVM play with a pod: a file made in its folder {@code control/}, named by what shall happen
 * ({@code refuse accept drop freeze thaw kill reboot}), is carried out and removed.
 */
public final class PodControl {
    private static final long LOOK_EVERY_MILLIS = 250;

    private final SimulatedPod pod;
    private final Path folder;

    public PodControl(SimulatedPod pod) {
        this.pod = pod;
        this.folder = pod.folder().resolve("control");
    }

    /** Obeys until the thread is interrupted. */
    public void obey() throws InterruptedException {
        try {
            Files.createDirectories(folder);
            while (true) {
                for (var order : orders()) {
                    Files.delete(order);
                    carryOut(order.getFileName().toString());
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Path> orders() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private void carryOut(String order) {
        switch (order) {
            case "refuse" -> pod.link().refuse();
            case "accept" -> pod.link().accept();
            case "drop" -> pod.link().drop();
            case "freeze" -> pod.link().freeze();
            case "thaw" -> pod.link().thaw();
            case "kill" -> pod.killProcesses();
            case "reboot" -> pod.reboot();
            default -> System.err.println("no such order: " + order);
        }
    }
}
