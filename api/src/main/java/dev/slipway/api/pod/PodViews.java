package dev.slipway.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Times;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodGpu;
import dev.slipway.client.pod.PodRuntime;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.store.deployment.GpuLeaseRepository;
import dev.slipway.store.deployment.GpuLeaseRow;
import dev.slipway.store.json.Json;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.GpuRow;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.workflows.pod.GpuHolder;
import dev.slipway.workflows.pod.PodFacts;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Pods as the wire has them. Nothing secret comes in. */
@Singleton
final class PodViews {
    private static final double PERMILLE_PER_PERCENT = 10.0;

    private final GpuRepository gpus;
    private final GpuLeaseRepository leases;
    private final RuntimeRepository runtimes;
    private final PodLinks links;
    private final SecretBox box;

    PodViews(GpuRepository gpus, GpuLeaseRepository leases, RuntimeRepository runtimes, PodLinks links, SecretBox box) {
        this.gpus = gpus;
        this.leases = leases;
        this.runtimes = runtimes;
        this.links = links;
        this.box = box;
    }

    Pod view(PodRow row) {
        return new Pod(
                row.name(),
                row.target(),
                address(row),
                row.sshMode(),
                row.root(),
                row.mountCommand(),
                row.modelsPath(),
                text(row.environment()),
                secretNames(row),
                row.shared(),
                row.status().name(),
                row.reason(),
                row.fingerprint(),
                PodChanges.fingerprint(row.hostKey()),
                gpus(row),
                runtimes(row.name()),
                Json.read(row.facts(), JsonNode.class),
                Times.instantOrNull(row.factsAt()),
                Times.instant(row.createdAt()),
                Times.instant(row.updatedAt()));
    }

    List<PodGpu> gpus(PodRow pod) {
        List<GpuRow> rows = gpus.findByIdPodOrderByIdx(pod.name());
        if (rows.isEmpty()) {
            return List.of();
        }
        List<GpuLeaseRow> held = leases.findByIdGpuUuidInList(
                rows.stream().map(row -> row.id().uuid()).toList());
        List<GpuHolder> holders = pod.factsAt() == 0
                ? List.of()
                : Json.read(pod.facts(), PodFacts.class).gpus().holders();
        return rows.stream().map(row -> gpu(row, held, holders)).toList();
    }

    private static PodGpu gpu(GpuRow row, List<GpuLeaseRow> held, List<GpuHolder> holders) {
        List<GpuLeaseRow> mine = held.stream()
                .filter(lease -> lease.id().gpuUuid().equals(row.id().uuid()))
                .toList();
        return new PodGpu(
                row.idx(),
                row.id().uuid(),
                row.name(),
                row.memoryTotalMib(),
                row.memoryFreeMib(),
                row.unifiedMemory(),
                row.computeCapability(),
                mine.stream().mapToInt(GpuLeaseRow::sharePermille).sum() / PERMILLE_PER_PERCENT,
                holders(row, mine, holders));
    }

    /** Deployments that reserved a share, and strangers that hold memory. */
    private static List<String> holders(GpuRow row, List<GpuLeaseRow> leases, List<GpuHolder> holders) {
        Stream<String> deployments = leases.stream().map(lease -> lease.id().deployment());
        Stream<String> processes = holders.stream()
                .filter(holder -> holder.gpuUuid().equals(row.id().uuid()))
                .map(holder -> holder.deployment().isEmpty()
                        ? "%s (process %d, %d MiB)".formatted(holder.process(), holder.pid(), holder.memoryMiB())
                        : holder.deployment());
        return Stream.concat(deployments, processes).distinct().toList();
    }

    private List<PodRuntime> runtimes(String pod) {
        return runtimes.findByIdPodOrderByUpdatedAtDesc(pod).stream()
                .map(PodViews::runtime)
                .toList();
    }

    private static PodRuntime runtime(RuntimeRow row) {
        return new PodRuntime(
                row.id().name(),
                row.request(),
                row.path(),
                row.status(),
                row.vllm(),
                row.torch(),
                row.cuda(),
                row.python(),
                row.gpuCount(),
                Times.instant(row.updatedAt()));
    }

    /** A pod whose secrets this process cannot open is still shown. */
    private String address(PodRow row) {
        try {
            var access = links.access(row);
            return access.user() + "@" + access.host() + ":" + access.port();
        } catch (SecretUnreadable e) {
            return "";
        }
    }

    private List<String> secretNames(PodRow row) {
        byte[] sealed = row.secretsSealed();
        if (sealed == null || sealed.length == 0) {
            return List.of();
        }
        try {
            return List.copyOf(text(box.openText(PodRow.secretsContext(row.name()), sealed))
                    .keySet());
        } catch (SecretUnreadable e) {
            return List.of();
        }
    }

    private static Map<String, String> text(String json) {
        Map<String, String> text = new TreeMap<>();
        Map<?, ?> values = Json.read(json, Map.class);
        values.forEach((key, value) -> text.put(String.valueOf(key), String.valueOf(value)));
        return text;
    }
}
