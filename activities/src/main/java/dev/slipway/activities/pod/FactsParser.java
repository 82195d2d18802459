package dev.slipway.activities.pod;

import dev.slipway.workflows.pod.MachineFacts;
import dev.slipway.workflows.pod.PodFacts;
import dev.slipway.workflows.pod.PythonFacts;
import dev.slipway.workflows.pod.RuntimeCheck;
import dev.slipway.workflows.pod.StorageFacts;
import dev.slipway.workflows.pod.StorageFacts.ModelsPath;
import dev.slipway.workflows.pod.UvFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer of {@code facts.sh} as facts. Pure. */
final class FactsParser {
    private static final long KIB_PER_MIB = 1024;

    private final FactLines lines;
    private final String runtime;

    private FactsParser(FactLines lines, String runtime) {
        this.lines = lines;
        this.runtime = runtime;
    }

    /**
     * Understands an answer.
     *
     * @param runtime name of the runtime that was to be imported; empty: none
     * @throws IllegalArgumentException when the answer is not whole
     */
    static PodFacts parse(String answer, String runtime) {
        FactLines lines = FactLines.of(answer);
        if (!lines.text("end").equals("yes")) {
            throw new IllegalArgumentException("the facts are not whole");
        }
        return new FactsParser(lines, runtime).facts();
    }

    /** The models that were found in the Hub's cache. */
    static List<FoundModel> models(String answer) {
        return FactLines.of(answer).parts("model", 6).stream()
                .map(FoundModel::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private PodFacts facts() {
        return new PodFacts(
                machine(),
                new GpuFactsParser(lines).parse(),
                storage(),
                lines.text("root"),
                uvs(),
                pythons(),
                lines.parts("runtime", 2).stream().map(List::getFirst).toList(),
                check());
    }

    private MachineFacts machine() {
        MachineMemory memory = MachineMemory.of(lines);
        return new MachineFacts(
                lines.text("os.id"),
                lines.text("os.version"),
                lines.text("os.name"),
                lines.text("arch"),
                (int) lines.number("cpus"),
                memory.totalMiB(),
                memory.availableMiB(),
                lines.text("home"),
                lines.text("user"),
                lines.text("uid").equals("0"),
                lines.text("sudo").equals("yes"),
                lines.text("packages"),
                pairs(lines.parts("tool", 2)),
                freeMiB());
    }

    private Map<String, Long> freeMiB() {
        return lines.parts("disk", 3).stream()
                .collect(Collectors.toMap(
                        List::getFirst,
                        parts -> FactLines.toNumber(parts.get(2)) / KIB_PER_MIB,
                        (first, second) -> first));
    }

    private static Map<String, String> pairs(List<List<String>> parts) {
        return parts.stream().collect(Collectors.toMap(List::getFirst, pair -> pair.get(1), (first, second) -> first));
    }

    private StorageFacts storage() {
        ModelsPath models =
                switch (lines.text("models")) {
                    case "absent" -> ModelsPath.ABSENT;
                    case "writable" -> ModelsPath.WRITABLE;
                    case "unwritable" -> ModelsPath.UNWRITABLE;
                    default -> ModelsPath.DEFAULT;
                };
        return new StorageFacts(
                lines.text("mount").equals("mounted"),
                models,
                lines.text("hub.cache"),
                lines.all("model").size());
    }

    private List<UvFacts> uvs() {
        return lines.parts("uv", 2).stream()
                .map(parts -> new UvFacts(parts.get(0), version(parts.get(1))))
                .toList();
    }

    /** {@code 0.13.9} of {@code uv 0.13.9 (a1b2c3 2026-10-01)}. */
    private static String version(String told) {
        String[] words = told.strip().split(" ", -1);
        return words.length > 1 ? words[1] : told.strip();
    }

    private List<PythonFacts> pythons() {
        return lines.parts("python", 3).stream()
                .filter(parts -> parts.get(1).matches("3\\.\\d+\\.\\d+"))
                .map(parts ->
                        new PythonFacts(parts.get(0), parts.get(1), parts.get(2).equals("headers")))
                .distinct()
                .toList();
    }

    private @Nullable RuntimeCheck check() {
        if (runtime.isEmpty() || !lines.has("import.exit")) {
            return null;
        }
        Map<String, String> told = pairs(lines.parts("import", 2));
        return new RuntimeCheck(
                runtime,
                lines.text("root") + "/runtimes/" + runtime,
                (int) lines.number("import.exit"),
                told.getOrDefault("vllm", ""),
                told.getOrDefault("torch", ""),
                told.getOrDefault("cuda", ""),
                told.getOrDefault("python", ""),
                told.getOrDefault("platform", ""),
                (int) FactLines.toNumber(told.getOrDefault("gpus", "")),
                lines.all("import.log"),
                lines.all("runtime.process").stream().map(FactLines::toNumber).toList());
    }
}
