package dev.slipway.workflows.deployment;

import dev.slipway.workflows.pod.Gpu;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The plain variables of a server: catalogue, then the user's, then what a reservation depends on. */
final class ServerEnvironment {
    private ServerEnvironment() {}

    static Map<String, String> of(ServerSpec spec, Placement placement, ReadyDeadline deadline) {
        var environment = new HashMap<>(placement.environment());
        environment.putAll(spec.environment());
        if (!placement.gpus().isEmpty()) {
            // As nvidia-smi numbers them; older releases of vLLM cannot read UUIDs of whole GPUs.
            environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
            environment.put(
                    "CUDA_VISIBLE_DEVICES",
                    placement.gpus().stream().map(ServerEnvironment::device).collect(Collectors.joining(",")));
        }
        // The engine's own patience ends with ours: a slow start is then told by whoever knows why.
        environment.putIfAbsent("VLLM_ENGINE_READY_TIMEOUT_S", String.valueOf(deadline.capSeconds()));
        environment.putIfAbsent("VLLM_NO_USAGE_STATS", "1");
        return environment;
    }

    private static String device(Gpu gpu) {
        return GpuFamily.isSlice(gpu) ? gpu.uuid() : String.valueOf(gpu.index());
    }
}
