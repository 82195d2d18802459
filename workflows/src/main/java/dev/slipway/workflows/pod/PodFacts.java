package dev.slipway.workflows.pod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of a pod in one round trip.
 *
 * @param machine the machine
 * @param gpus its GPUs
 * @param storage where models are kept
 * @param root absolute folder of Slipway's state on the pod
 * @param uvs its {@code uv}s, in order of preference
 * @param pythons Pythons, in order of preference
 * @param runtimes names of the runtimes that are there
 * @param runtime the wanted runtime; null when it is not there
 */
public record PodFacts(
        MachineFacts machine,
        GpuFacts gpus,
        StorageFacts storage,
        String root,
        List<UvFacts> uvs,
        List<PythonFacts> pythons,
        List<String> runtimes,
        @Nullable RuntimeCheck runtime) {
    public PodFacts {
        uvs = List.copyOf(uvs);
        pythons = List.copyOf(pythons);
        runtimes = List.copyOf(runtimes);
    }

    /** Folder of a runtime. */
    public String runtimePath(String name) {
        return root + "/runtimes/" + name;
    }
}
