package dev.slipway.cli.pod;

import dev.slipway.cli.screen.Quantities;
import dev.slipway.cli.screen.Screen;
import dev.slipway.cli.screen.Table;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodGpu;
import dev.slipway.client.pod.PodRuntime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pods as people read them. */
final class PodTables {
    private PodTables() {}

    static void list(Screen screen, List<Pod> pods, String active) {
        if (pods.isEmpty()) {
            screen.line("No pod is known yet: add one with `slipway pods add NAME user@host`.");
            return;
        }
        var table = new Table("", "NAME", "STATUS", "GPUS", "ADDRESS", "RUNTIMES");
        for (Pod pod : pods) {
            table.row(
                    pod.name().equals(active) ? "*" : "",
                    pod.name(),
                    words(pod.status()),
                    gpus(pod),
                    pod.address(),
                    pod.runtimes().stream().map(PodRuntime::name).collect(Collectors.joining(", ")));
        }
        table.show(screen);
        pods.stream()
                .filter(pod -> !pod.reason().isEmpty())
                .forEach(pod -> screen.line(pod.name() + ": " + pod.reason()));
    }

    /** For example {@code 8x H100, 1x L4}; a dash where there is none, or none is known. */
    private static String gpus(Pod pod) {
        Map<String, Long> counts =
                pod.gpus().stream().collect(Collectors.groupingBy(PodGpu::name, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "-"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + "x " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    static void details(Screen screen, Pod pod) {
        var table = new Table("POD", pod.name())
                .row("status", words(pod.status()) + (pod.reason().isEmpty() ? "" : ": " + pod.reason()))
                .row("target", pod.target())
                .row("address", pod.address())
                .row("host key", shown(pod.hostKeyFingerprint()))
                .row("fingerprint", shown(pod.fingerprint()))
                .row("root", pod.root())
                .row("mount", shown(pod.mount()))
                .row("models path", pod.modelsPath().isEmpty() ? "the Hub's default" : pod.modelsPath())
                .row("ssh mode", pod.sshMode());
        new TreeMap<>(pod.environment()).forEach((name, value) -> table.row("env " + name, value));
        pod.secretNames().stream().sorted().forEach(name -> table.row("secret " + name, "(stored encrypted)"));
        if (pod.facts() != null) {
            new MachineRows(pod.facts()).addTo(table);
        }
        table.show(screen);
        equipment(screen, pod);
    }

    /** Its runtimes and its GPUs. */
    static void equipment(Screen screen, Pod pod) {
        runtimes(screen, pod.runtimes());
        if (!pod.gpus().isEmpty()) {
            screen.line("");
            gpus(screen, pod.name(), pod.gpus());
        }
    }

    private static void runtimes(Screen screen, List<PodRuntime> runtimes) {
        if (runtimes.isEmpty()) {
            return;
        }
        screen.line("");
        var table = new Table("RUNTIME", "STATUS", "VLLM", "TORCH", "CUDA", "PYTHON", "GPUS");
        for (PodRuntime runtime : runtimes) {
            table.row(
                    runtime.name(),
                    words(runtime.status()),
                    runtime.vllm(),
                    runtime.torch(),
                    shown(runtime.cuda()),
                    runtime.python(),
                    Integer.toString(runtime.gpuCount()));
        }
        table.show(screen);
    }

    static void gpus(Screen screen, String pod, List<PodGpu> gpus) {
        if (gpus.isEmpty()) {
            screen.line(pod + " has no GPU.");
            return;
        }
        var table = new Table("GPU", "NAME", "MEMORY", "FREE", "RESERVED", "HELD BY");
        for (PodGpu gpu : gpus) {
            table.row(
                    Integer.toString(gpu.index()),
                    gpu.name() + (gpu.unifiedMemory() ? " (unified memory)" : ""),
                    Quantities.gpuMemory(gpu.memoryTotalMiB()),
                    Quantities.gpuMemoryFree(gpu.memoryFreeMiB()),
                    Math.round(gpu.reservedPercent()) + " %",
                    gpu.holders().isEmpty() ? "-" : String.join(", ", gpu.holders()));
        }
        table.show(screen);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
