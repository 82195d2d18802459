package dev.slipway.client.deployment;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a request would be carried out: the answer to {@code ?dryRun=true}.
 *
 * @param gpuUuids the GPUs, in the order of {@code CUDA_VISIBLE_DEVICES}; empty on a CPU pod
 * @param gpuIndexes their indexes
 * @param memoryPercent share of each GPU that would be reserved
 * @param port port on the pod
 * @param runtime name of the runtime
 * @param command the full command, program first, without any secret
 * @param environment plain variables of the server
 * @param source where the arguments come from: a catalogue entry, or computed
 * @param notes what raw arguments replaced, warnings, in sentences
 * @param kind {@code chat}, {@code embed}, {@code score} or {@code guard}
 */
public record DeploymentPlan(
        List<String> gpuUuids,
        List<Integer> gpuIndexes,
        int memoryPercent,
        int port,
        String runtime,
        List<String> command,
        Map<String, String> environment,
        String source,
        List<String> notes,
        String kind) {
    public DeploymentPlan {
        gpuUuids = List.copyOf(Objects.requireNonNullElse(gpuUuids, List.of()));
        gpuIndexes = List.copyOf(Objects.requireNonNullElse(gpuIndexes, List.of()));
        command = List.copyOf(Objects.requireNonNullElse(command, List.of()));
        environment = Map.copyOf(Objects.requireNonNullElse(environment, Map.of()));
        notes = List.copyOf(Objects.requireNonNullElse(notes, List.of()));
    }
}
