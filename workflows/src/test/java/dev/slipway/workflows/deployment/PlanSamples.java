package dev.slipway.workflows.deployment;

import dev.slipway.workflows.deployment.PlanInputs.GpuLoad;
import dev.slipway.workflows.deployment.PlanInputs.PodRuntime;
import dev.slipway.workflows.deployment.PlanInputs.Ports;
import dev.slipway.workflows.pod.Gpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pods, specifications and a small catalogue for tests of plans. */
final class PlanSamples {
    static final PodRuntime CUDA = new PodRuntime("release", "/root/.slipway/runtimes/release", "0.32.0", 8);
    static final PodRuntime ON_CPU = new PodRuntime("cpu", "/root/.slipway/runtimes/cpu", "0.32.0+cpu", 0);

    private PlanSamples() {}

    static ServerSpec spec(String model, String... arguments) {
        return new ServerSpec(
                "web", "pod1", model, "main", "", 0, 0, 0, 0, "auto", false, List.of(arguments), Map.of(), 0);
    }

    static ServerSpec withGpus(ServerSpec spec, int gpus) {
        return copy(spec, spec.memoryPercent(), spec.contextTokens(), gpus, spec.port(), spec.dtype(), spec.expose());
    }

    static ServerSpec withMemory(ServerSpec spec, int percent) {
        return copy(spec, percent, spec.contextTokens(), spec.gpus(), spec.port(), spec.dtype(), spec.expose());
    }

    static ServerSpec withContext(ServerSpec spec, int tokens) {
        return copy(spec, spec.memoryPercent(), tokens, spec.gpus(), spec.port(), spec.dtype(), spec.expose());
    }

    static ServerSpec withPort(ServerSpec spec, int port) {
        return copy(spec, spec.memoryPercent(), spec.contextTokens(), spec.gpus(), port, spec.dtype(), spec.expose());
    }

    static ServerSpec withDtype(ServerSpec spec, String dtype) {
        return copy(spec, spec.memoryPercent(), spec.contextTokens(), spec.gpus(), spec.port(), dtype, spec.expose());
    }

    static ServerSpec exposed(ServerSpec spec) {
        return copy(spec, spec.memoryPercent(), spec.contextTokens(), spec.gpus(), spec.port(), spec.dtype(), true);
    }

    static ServerSpec withRuntime(ServerSpec spec, String runtime) {
        return new ServerSpec(
                spec.name(),
                spec.pod(),
                spec.model(),
                spec.revision(),
                runtime,
                spec.memoryPercent(),
                spec.contextTokens(),
                spec.gpus(),
                spec.port(),
                spec.dtype(),
                spec.expose(),
                spec.arguments(),
                spec.environment(),
                spec.readyTimeoutSeconds());
    }

    static ServerSpec withEnvironment(ServerSpec spec, Map<String, String> environment) {
        return new ServerSpec(
                spec.name(),
                spec.pod(),
                spec.model(),
                spec.revision(),
                spec.runtime(),
                spec.memoryPercent(),
                spec.contextTokens(),
                spec.gpus(),
                spec.port(),
                spec.dtype(),
                spec.expose(),
                spec.arguments(),
                environment,
                spec.readyTimeoutSeconds());
    }

    private static ServerSpec copy(
            ServerSpec spec, int percent, int context, int gpus, int port, String dtype, boolean expose) {
        return new ServerSpec(
                spec.name(),
                spec.pod(),
                spec.model(),
                spec.revision(),
                spec.runtime(),
                percent,
                context,
                gpus,
                port,
                dtype,
                expose,
                spec.arguments(),
                spec.environment(),
                spec.readyTimeoutSeconds());
    }

    static List<GpuLoad> gpus(int count, String name, long memoryMib) {
        var gpus = new ArrayList<GpuLoad>();
        for (int index = 0; index < count; index++) {
            gpus.add(load(gpu(index, name, memoryMib), 0, ""));
        }
        return gpus;
    }

    static Gpu gpu(int index, String name, long memoryMib) {
        return new Gpu(index, "GPU-" + index, name, memoryMib, memoryMib, false, "9.0");
    }

    static GpuLoad load(Gpu gpu, int takenPermille, String lastTurn) {
        return new GpuLoad(gpu, takenPermille, lastTurn, List.of());
    }

    static List<GpuLoad> h100(int count) {
        return gpus(count, "NVIDIA H100 80GB HBM3", 81_559);
    }

    static PlanInputs pod(List<GpuLoad> gpus) {
        return pod(gpus, 0);
    }

    static PlanInputs pod(List<GpuLoad> gpus, long modelBytes) {
        return new PlanInputs("machine", gpus, List.of(CUDA), new Ports(8001, 8999, Map.of()), modelBytes);
    }

    static PlanInputs cpuPod() {
        return new PlanInputs("machine", List.of(), List.of(ON_CPU), new Ports(8001, 8999, Map.of()), 0);
    }

    static PlanInputs withPorts(PlanInputs inputs, int first, int last, Map<Integer, String> taken) {
        return new PlanInputs(
                inputs.fingerprint(),
                inputs.gpus(),
                inputs.runtimes(),
                new Ports(first, last, taken),
                inputs.modelBytes());
    }

    /** Entries in the form of the catalogue's files. */
    static KnownModels catalogue() {
        return KnownModels.fromTree(Map.of(
                "models",
                List.of(
                        Map.of(
                                "id",
                                "org/chat",
                                "kind",
                                "chat",
                                "weightsGiB",
                                60,
                                "arguments",
                                List.of("--tool-call-parser", "hermes"),
                                "notes",
                                List.of("About 60 GB of weights."),
                                "configurations",
                                List.of(
                                        Map.of("gpuTypes", List.of("H100", "H200"), "gpus", 1),
                                        Map.of(
                                                "gpuTypes", List.of("H100", "H200"),
                                                "gpus", 2,
                                                "arguments", List.of("--tensor-parallel-size", "2", "--h100-only")),
                                        Map.of(
                                                "gpuTypes", List.of("B200"),
                                                "gpus", 1,
                                                "environment", Map.of("ONLY_B200", "1"),
                                                "arguments", List.of("--b200-only")))),
                        Map.of(
                                "id",
                                "org/big",
                                "kind",
                                "chat",
                                "weightsGiB",
                                61,
                                "configurations",
                                List.of(
                                        Map.of("gpuTypes", List.of("H100"), "gpus", 1, "memoryPercent", 95),
                                        Map.of(
                                                "gpuTypes",
                                                List.of("H100"),
                                                "gpus",
                                                2,
                                                "recommended",
                                                true,
                                                "memoryPercent",
                                                94),
                                        Map.of("gpuTypes", List.of("H200"), "gpus", 16, "hosts", 2))),
                        Map.of(
                                "id",
                                "org/embed",
                                "kind",
                                "embed",
                                "weightsGiB",
                                1.2,
                                "arguments",
                                List.of("--runner", "pooling"),
                                "configurations",
                                List.of(
                                        Map.of("gpuTypes", List.of("any"), "gpus", 1, "memoryPercent", 30),
                                        Map.of("gpuTypes", List.of("cpu"), "gpus", 0, "contextTokens", 8192))),
                        Map.of(
                                "id",
                                "org/parallel",
                                "kind",
                                "chat",
                                "weightsGiB",
                                450,
                                "configurations",
                                List.of(Map.of(
                                        "gpuTypes",
                                        List.of("H100"),
                                        "gpus",
                                        8,
                                        "contextTokens",
                                        131072,
                                        "arguments",
                                        List.of("--data-parallel-size", "8")))))));
    }
}
