package dev.slipway.testpods.real;

import dev.slipway.testpods.process.PodFolder;
import java.nio.file.Path;

/** Installs the fake {@code nvidia-smi}. */
public final class FakeNvidiaSmi {
    private FakeNvidiaSmi() {}

    /**
     * Installs it, or changes its profile from now on.
     *
     * @param bin folder on the pod's {@code PATH}
     * @param profile a name such as {@code h100x8}, or a JSON object
     */
    public static void install(Path bin, String profile) {
        PodFolder.executable(PodFolder.copyResource("gpu/nvidia-smi", bin.resolve("nvidia-smi")));
        PodFolder.write(bin.resolve("profile"), profile + "\n");
    }
}
