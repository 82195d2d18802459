package dev.slipway.workflows.pod;

/**
 * A GPU of a pod, as leases and plans see it. A MIG slice that is visible on its own counts as one.
 *
 * @param index as nvidia-smi numbers it
 * @param uuid {@code GPU-...} or {@code MIG-...}
 * @param name product name, for example {@code NVIDIA H100 80GB HBM3}
 * @param memoryTotalMiB total memory; 0 when unknown
 * @param memoryFreeMiB free memory when it was last looked at; {@link #UNKNOWN} when nobody tells, which is not 0: full
 * @param unifiedMemory whether it shares the machine's memory, which is then what {@code memoryTotalMiB} tells
 * @param computeCapability for example {@code 9.0}; empty when unknown
 */
public record Gpu(
        int index,
        String uuid,
        String name,
        long memoryTotalMiB,
        long memoryFreeMiB,
        boolean unifiedMemory,
        String computeCapability) {
    public static final long UNKNOWN = -1;
}
