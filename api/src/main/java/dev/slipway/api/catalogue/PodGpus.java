package dev.slipway.api.catalogue;

import dev.slipway.store.pod.GpuRow;
import dev.slipway.workflows.deployment.GpuFamily;
import dev.slipway.workflows.deployment.KnownModel;
import dev.slipway.workflows.pod.Gpu;
import java.util.List;

/**
 * GPUs of a pod as the catalogue sees them.
 *
 * @param name name of the pod
 * @param family type of its GPUs; empty when it has none
 * @param count how many of that type
 */
record PodGpus(String name, String family, int count) {
    private static final String ANY = "any";
    private static final String CPU = "cpu";

    static PodGpus of(String name, List<GpuRow> rows) {
        if (rows.isEmpty()) {
            return new PodGpus(name, "", 0);
        }
        List<String> families = rows.stream().map(row -> GpuFamily.of(gpu(row))).toList();
        String first = families.getFirst();
        return new PodGpus(
                name, first, (int) families.stream().filter(first::equals).count());
    }

    boolean fits(KnownModel.Configuration configuration) {
        if (configuration.hosts() > 1) {
            return false;
        }
        boolean type = configuration.gpuTypes().contains(count == 0 ? CPU : family)
                || (count > 0 && configuration.gpuTypes().contains(ANY));
        return type && configuration.gpus() <= count;
    }

    String display() {
        return count == 0 ? "it has none" : count + " × " + family;
    }

    private static Gpu gpu(GpuRow row) {
        return new Gpu(
                row.idx(),
                row.id().uuid(),
                row.name(),
                row.memoryTotalMib(),
                row.memoryFreeMib(),
                row.unifiedMemory(),
                row.computeCapability());
    }
}
