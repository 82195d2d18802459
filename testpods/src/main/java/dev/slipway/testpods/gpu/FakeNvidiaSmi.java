package dev.slipway.testpods.gpu;

import dev.slipway.testpods.process.PodFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The fake {@code nvidia-smi} of one pod; without one the pod has no GPUs.
 *
 * @param bin folder on the pod's {@code PATH}
 */
public record FakeNvidiaSmi(Path bin) {
    /**
     * Installs it, or changes its answers from now on.
     *
     * @param profile a name such as {@code h100x8} (all are listed in the script), or a JSON object
     */
    public void install(String profile) {
        PodFolder.executable(PodFolder.copyResource("gpu/nvidia-smi", bin.resolve("nvidia-smi")));
        PodFolder.write(bin.resolve("profile"), profile + "\n");
    }

    /** Takes it away: a pod without an NVIDIA driver's tools. */
    public void remove() {
        delete(bin.resolve("nvidia-smi"));
    }

    /**
     * Lets a living process hold memory of a GPU; it is free again when the process ends or {@link #release} is called.
     *
     * @param gpu index of the GPU
     */
    public void hold(long pid, int gpu, int mebibytes, String processName) {
        PodFolder.write(holder(pid), gpu + " " + mebibytes + " " + processName + "\n");
    }

    /** Undoes {@link #hold}. */
    public void release(long pid) {
        delete(holder(pid));
    }

    /**
     * Lets a process that this pod does not show, as one of another container, hold memory of a GPU, until
     * {@link #releaseElsewhere}.
     */
    public void holdElsewhere(long pid, int gpu, int mebibytes, String processName) {
        PodFolder.write(elsewhere(pid), gpu + " " + mebibytes + " " + processName + "\n");
    }

    /** Undoes {@link #holdElsewhere}. */
    public void releaseElsewhere(long pid) {
        delete(elsewhere(pid));
    }

    private Path elsewhere(long pid) {
        return bin.resolve("holders").resolve("elsewhere-" + pid);
    }

    private Path holder(long pid) {
        return bin.resolve("holders").resolve(Long.toString(pid));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
