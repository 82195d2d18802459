package dev.slipway.activities.pod;

import dev.slipway.workflows.pod.Gpu;
import dev.slipway.workflows.pod.GpuFacts;
import dev.slipway.workflows.pod.GpuHolder;
import dev.slipway.workflows.pod.GpuState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code nvidia-smi} said, understood: every way of answering and of failing that is known. Pure. */
final class GpuFactsParser {
    private static final Pattern CUDA = Pattern.compile("CUDA (?:UMD )?Version: *([0-9.]+)");
    private static final int FIELDS = 6;
    private static final int TIMED_OUT = 124;

    private final FactLines lines;
    private final MachineMemory memory;
    private final List<String> notes = new ArrayList<>();

    GpuFactsParser(FactLines lines) {
        this.lines = lines;
        this.memory = MachineMemory.of(lines);
    }

    GpuFacts parse() {
        if (!lines.has("smi")) {
            return lines.number("pci") == 0
                    ? GpuFacts.none()
                    : failed(GpuState.DRIVER_MISSING, "there is an NVIDIA device, but no nvidia-smi");
        }
        for (String question : List.of("banner", "list", answeredQuery())) {
            long exit = lines.number("smi." + question + ".exit");
            if (exit != 0) {
                return failed(exit, lines.all("smi." + question));
            }
        }
        List<Gpu> gpus = new MigSlices(lines.all("smi.list"), notes)
                .replace(queried().stream().map(this::gpu).toList());
        return gpus.isEmpty()
                ? failed(GpuState.NONE, "nvidia-smi lists no GPU")
                : new GpuFacts(GpuState.PRESENT, "", driver(), cuda(), gpus, holders(), notes);
    }

    /** Older drivers do not know {@code compute_cap}: then the second question counts. */
    private String answeredQuery() {
        return lines.has("smi.query.old.exit") ? "query.old" : "query";
    }

    /** Fields: index, uuid, name, memory.total, memory.free, driver_version, and compute_cap where it is known. */
    private List<List<String>> queried() {
        return lines.all("smi." + answeredQuery()).stream()
                .map(line -> List.of(line.split(", *", -1)))
                .filter(fields -> fields.size() >= FIELDS)
                .toList();
    }

    private Gpu gpu(List<String> fields) {
        String told = fields.get(3);
        boolean unified = told.contains("N/A");
        long total = FactLines.toNumber(told);
        if (unified) {
            notes.add("%s shares the machine's memory: its %d MiB count as GPU memory."
                    .formatted(fields.get(2), memory.totalMiB()));
        } else if (total == 0) {
            notes.add("nvidia-smi does not tell the memory of GPU %s: %s.".formatted(fields.get(0), told));
        }
        String capability = fields.size() > FIELDS ? fields.get(FIELDS).strip() : "";
        return new Gpu(
                (int) FactLines.toNumber(fields.get(0)),
                fields.get(1),
                fields.get(2),
                unified ? memory.totalMiB() : total,
                unified ? memory.availableMiB() : free(fields.get(4)),
                unified,
                capability.matches("\\d+\\.\\d+") ? capability : "");
    }

    /** A full GPU says 0; one that may not or cannot tell says so in words. */
    private static long free(String told) {
        return told.strip().matches("\\d+") ? FactLines.toNumber(told) : Gpu.UNKNOWN;
    }

    private List<GpuHolder> holders() {
        Map<String, String> deployments = lines.parts("holder.deployment", 2).stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast, (first, second) -> first));
        return lines.all("smi.holders").stream()
                .map(line -> line.split(", *", 4))
                .filter(fields -> fields.length == 4)
                .map(fields -> new GpuHolder(
                        fields[0],
                        FactLines.toNumber(fields[1]),
                        FactLines.toNumber(fields[2]),
                        fields[3],
                        deployments.getOrDefault(fields[1].strip(), "")))
                .toList();
    }

    private String driver() {
        return queried().stream().map(fields -> fields.get(5)).findFirst().orElse("");
    }

    private String cuda() {
        return lines.all("smi.banner").stream()
                .map(CUDA::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    /** The exit codes differ between releases, and 255 means anything: what is said decides. */
    private GpuFacts failed(long exit, List<String> said) {
        String message = String.join(" ", said).strip();
        if (exit == TIMED_OUT) {
            return failed(GpuState.TIMEOUT, "it gave no answer in time");
        }
        if (message.isEmpty()) {
            return failed(GpuState.FAILED, "exit code " + exit);
        }
        return failed(meaning(message), message);
    }

    private static GpuState meaning(String message) {
        if (message.contains("No devices were found")) {
            return GpuState.NONE;
        }
        if (message.contains("version mismatch")) {
            return GpuState.DRIVER_MISMATCH;
        }
        if (message.contains("GPU is lost")) {
            return GpuState.LOST;
        }
        boolean driver = message.contains("couldn't communicate with the NVIDIA driver")
                || message.contains("Driver Not Loaded")
                || message.contains("NVML Shared Library Not Found");
        return driver ? GpuState.DRIVER_MISSING : GpuState.FAILED;
    }

    private GpuFacts failed(GpuState state, String message) {
        String shown = message.length() <= 300 ? message : message.substring(0, 300) + "…";
        return new GpuFacts(state, shown, "", cuda(), List.of(), List.of(), notes);
    }
}
