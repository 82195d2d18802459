package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.pod.LoadLook;
import dev.slipway.activities.pod.LoadLook.Load;
import dev.slipway.config.settings.Settings;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.deployment.Leases;
import dev.slipway.store.deployment.PortLeaseRepository;
import dev.slipway.store.json.Json;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.workflows.deployment.PlanInputs;
import dev.slipway.workflows.deployment.PlanInputs.GpuLoad;
import dev.slipway.workflows.deployment.PlanInputs.PodRuntime;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.pod.Gpu;
import dev.slipway.workflows.pod.GpuFacts;
import dev.slipway.workflows.pod.GpuGate;
import dev.slipway.workflows.pod.GpuHolder;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pod has, and how much of it is taken: by leases, as the store knows, and by anybody, as the pod shows. */
@Singleton
final class PodLoads {
    private static final String READY = "READY";

    private final PodConnections connections;
    private final LoadLook look;
    private final RuntimeRepository runtimes;
    private final InstanceRepository instances;
    private final PortLeaseRepository portLeases;
    private final Leases leases;
    private final Settings.Ports range;

    PodLoads(
            PodConnections connections,
            LoadLook look,
            RuntimeRepository runtimes,
            InstanceRepository instances,
            PortLeaseRepository portLeases,
            Leases leases,
            Settings.Ports range) {
        this.connections = connections;
        this.look = look;
        this.runtimes = runtimes;
        this.instances = instances;
        this.portLeases = portLeases;
        this.leases = leases;
        this.range = range;
    }

    /** All but the size of the model. */
    PlanInputs of(ServerSpec spec) {
        PodConnection pod = connections.open(spec.pod());
        Load load = look.at(pod);
        List<PodRuntime> installed = runtimes.findByIdPodOrderByUpdatedAtDesc(spec.pod()).stream()
                .filter(row -> row.status().equals(READY))
                .map(PodLoads::runtime)
                .toList();
        if (installed.stream().anyMatch(runtime -> wanted(runtime, spec) && runtime.gpuCount() > 0)) {
            GpuGate.pass(load.gpus());
        }
        return new PlanInputs(pod.row().machine(), gpus(spec.pod(), load.gpus()), installed, ports(pod.row(), load), 0);
    }

    private static boolean wanted(PodRuntime runtime, ServerSpec spec) {
        return spec.runtime().isEmpty() || spec.runtime().equals(runtime.name());
    }

    private static PodRuntime runtime(RuntimeRow row) {
        return new PodRuntime(row.id().name(), row.path(), row.vllm(), row.gpuCount());
    }

    private List<GpuLoad> gpus(String pod, GpuFacts seen) {
        Map<String, Integer> taken =
                leases.taken(seen.gpus().stream().map(Gpu::uuid).toList());
        Map<String, String> turns = turns(pod);
        return seen.gpus().stream()
                .map(gpu -> new GpuLoad(
                        gpu,
                        taken.getOrDefault(gpu.uuid(), 0),
                        turns.getOrDefault(gpu.uuid(), ""),
                        holders(gpu, seen.holders())))
                .toList();
    }

    /** By GPU: the youngest run that chose it. Ids of runs sort by time. */
    private Map<String, String> turns(String pod) {
        var turns = new HashMap<String, String>();
        for (InstanceRow row : instances.findByPod(pod)) {
            for (String uuid : Json.read(row.gpus(), String[].class)) {
                turns.merge(uuid, row.runId(), (one, other) -> one.compareTo(other) >= 0 ? one : other);
            }
        }
        return turns;
    }

    private static List<String> holders(Gpu gpu, List<GpuHolder> all) {
        return all.stream()
                .filter(holder -> holder.gpuUuid().equals(gpu.uuid()))
                .map(PodLoads::describe)
                .toList();
    }

    private static String describe(GpuHolder holder) {
        String who = holder.deployment().isEmpty()
                ? holder.process() + " (process " + holder.pid() + ")"
                : "deployment " + holder.deployment();
        return holder.memoryMiB() == 0 ? who : who + " with " + holder.memoryMiB() + " MiB";
    }

    private PlanInputs.Ports ports(PodRow pod, Load load) {
        var taken = new HashMap<Integer, String>();
        load.ports().forEach(port -> taken.put(port, ""));
        portLeases
                .findByIdFingerprint(pod.machine())
                .forEach(lease -> taken.put(lease.id().port(), "deployment " + lease.deployment()));
        return new PlanInputs.Ports(range.first(), range.last(), taken);
    }
}
