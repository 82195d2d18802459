package dev.slipway.workflows.deployment;

import dev.slipway.workflows.deployment.PlanInputs.GpuLoad;
import dev.slipway.workflows.pod.Gpu;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which GPUs of one family: those with room, the least loaded first, and among equally loaded ones in turn. */
record GpuChoice(String family, List<GpuLoad> group) {
    /** Shares of a GPU add up to at most 0.95: the rest is for the driver and for contexts. */
    static final int MOST_PERMILLE = 950;

    private static final Comparator<GpuLoad> LEAST_LOADED_IN_TURN = Comparator.comparingInt(GpuLoad::takenPermille)
            .thenComparing(GpuLoad::lastTurn)
            .thenComparingInt(load -> load.gpu().index());

    GpuChoice {
        group = List.copyOf(group);
    }

    /** Families of a pod's GPUs, the one with the most memory first. */
    static List<GpuChoice> families(List<GpuLoad> gpus) {
        return gpus.stream().collect(Collectors.groupingBy(load -> GpuFamily.of(load.gpu()))).entrySet().stream()
                .map(entry -> new GpuChoice(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(GpuChoice::memoryMib)
                        .reversed()
                        .thenComparing(GpuChoice::family))
                .toList();
    }

    /** GPUs for a server that takes a share of each, in the order of their indexes; empty when too few have room. */
    Optional<List<Gpu>> pick(int count, int percent) {
        List<Gpu> picked = group.stream()
                .filter(load -> hasRoom(load, percent))
                .sorted(LEAST_LOADED_IN_TURN)
                .limit(count)
                .map(GpuLoad::gpu)
                .sorted(Comparator.comparingInt(Gpu::index))
                .toList();
        return picked.size() == count ? Optional.of(picked) : Optional.empty();
    }

    /** Memory of the smallest GPU of the family; 0 when unknown. */
    long memoryMib() {
        return group.stream()
                .mapToLong(load -> load.gpu().memoryTotalMiB())
                .min()
                .orElse(0);
    }

    /** Why GPUs have no room, one clause each. */
    String whyNot(int percent) {
        return group.stream()
                .filter(load -> !hasRoom(load, percent))
                .map(load -> describe(load, percent))
                .collect(Collectors.joining("; "));
    }

    private static boolean hasRoom(GpuLoad load, int percent) {
        return load.takenPermille() + percent * 10 <= MOST_PERMILLE && memoryIsFree(load.gpu(), percent);
    }

    /** vLLM refuses to start when less than its share is free. Unknown figures do not stand in the way. */
    private static boolean memoryIsFree(Gpu gpu, int percent) {
        return gpu.memoryTotalMiB() == 0
                || gpu.memoryFreeMiB() == Gpu.UNKNOWN
                || gpu.memoryFreeMiB() * 100 >= gpu.memoryTotalMiB() * percent;
    }

    private static String describe(GpuLoad load, int percent) {
        Gpu gpu = load.gpu();
        String name = "GPU " + gpu.index() + " (" + GpuFamily.of(gpu) + ")";
        if (load.takenPermille() + percent * 10 > MOST_PERMILLE) {
            return name + " has " + load.takenPermille() / 10 + " % reserved";
        }
        String holders = load.holders().isEmpty() ? "" : ", held by " + String.join(", ", load.holders());
        return String.format(
                Locale.ROOT,
                "%s has %.1f of %.1f GiB free%s",
                name,
                gpu.memoryFreeMiB() / 1024.0,
                gpu.memoryTotalMiB() / 1024.0,
                holders);
    }
}
