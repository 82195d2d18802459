package dev.slipway.workflows.pod;

/**
 * A process that holds GPU memory.
 *
 * @param gpuUuid the GPU
 * @param pid process id as nvidia-smi tells it, in a container perhaps that of the host
 * @param memoryMiB memory it holds; 0 when unknown
 * @param process its name
 * @param deployment the deployment that it serves; empty for a stranger
 */
public record GpuHolder(String gpuUuid, long pid, long memoryMiB, String process, String deployment) {}
