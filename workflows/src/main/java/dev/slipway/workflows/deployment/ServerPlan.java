package dev.slipway.workflows.deployment;

import java.util.List;
import java.util.Map;

/**
 * How a specification is carried out: what {@code start --dry-run} shows, and what the start does.
 *
 * @param gpuUuids the GPUs, in the order of {@code CUDA_VISIBLE_DEVICES}; empty on a CPU pod
 * @param gpuIndexes their indexes, for people
 * @param memoryPercent share of each GPU that is reserved
 * @param port port on the pod
 * @param runtime name of the runtime
 * @param runtimePath folder of its environment on the pod
 * @param command the full command, program first, without any secret
 * @param environment plain variables of the server
 * @param source where the arguments come from: a catalogue entry, or computed
 * @param notes what raw arguments replaced, warnings, in sentences
 * @param kind {@code chat}, {@code embed}, {@code score} or {@code guard}: decides the ready probe
 */
public record ServerPlan(
        List<String> gpuUuids,
        List<Integer> gpuIndexes,
        int memoryPercent,
        int port,
        String runtime,
        String runtimePath,
        List<String> command,
        Map<String, String> environment,
        String source,
        List<String> notes,
        String kind) {
    public ServerPlan {
        gpuUuids = List.copyOf(gpuUuids);
        gpuIndexes = List.copyOf(gpuIndexes);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
    }
}
