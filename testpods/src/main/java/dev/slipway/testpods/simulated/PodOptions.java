package dev.slipway.testpods.simulated;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A simulated pod to start.
 *
 * @param folder where it lives, and stays when it is closed; null for a temporary folder that goes with it
 * @param port TCP port of its SSH server; 0 for a free one
 * @param gpus profile of its {@code nvidia-smi}, or null for a pod without GPUs
 * @param environment more variables of every command
 * @param diskMebibytes size of a small real disk for its home, or 0 for the machine's own disk; needs root
 */
public record PodOptions(
        @Nullable Path folder, int port, @Nullable String gpus, Map<String, String> environment, int diskMebibytes) {
    public PodOptions {
        environment = Map.copyOf(environment);
    }

    /** A pod with two H100 in a temporary folder. */
    public static PodOptions defaults() {
        return new PodOptions(null, 0, "h100x2", Map.of(), 0);
    }

    public PodOptions in(Path home) {
        return new PodOptions(home, port, gpus, environment, diskMebibytes);
    }

    public PodOptions port(int fixed) {
        return new PodOptions(folder, fixed, gpus, environment, diskMebibytes);
    }

    public PodOptions gpus(String profile) {
        return new PodOptions(folder, port, profile, environment, diskMebibytes);
    }

    /** Without {@code nvidia-smi}. */
    public PodOptions withoutGpus() {
        return new PodOptions(folder, port, null, environment, diskMebibytes);
    }

    public PodOptions variable(String name, String value) {
        var more = new TreeMap<>(environment);
        more.put(name, value);
        return new PodOptions(folder, port, gpus, more, diskMebibytes);
    }

    public PodOptions disk(int mebibytes) {
        return new PodOptions(folder, port, gpus, environment, mebibytes);
    }
}
