package dev.slipway.client.pod;

import java.util.List;
import java.util.Objects;

/**
 * A GPU of a pod.
 *
 * @param index as nvidia-smi numbers it
 * @param uuid {@code GPU-...} or {@code MIG-...}
 * @param name product name
 * @param memoryTotalMiB total memory; 0 when unknown
 * @param memoryFreeMiB free memory when last looked at; -1 when unknown
 * @param unifiedMemory whether it shares the machine's memory
 * @param computeCapability for example {@code 9.0}; empty when unknown
 * @param reservedPercent share that deployments have reserved, 0 to 95
 * @param holders who holds its memory: deployments, and other processes as far as the pod tells
 */
public record PodGpu(
        int index,
        String uuid,
        String name,
        long memoryTotalMiB,
        long memoryFreeMiB,
        boolean unifiedMemory,
        String computeCapability,
        double reservedPercent,
        List<String> holders) {
    public PodGpu {
        holders = List.copyOf(Objects.requireNonNullElse(holders, List.of()));
    }
}
