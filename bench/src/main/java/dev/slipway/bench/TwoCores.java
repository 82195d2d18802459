package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The first two cores that this process may run on: what is promised for two cores is measured on no more of them. */
record TwoCores(List<Integer> cores) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    /** None where the cores of a process cannot be chosen (no Linux, no {@code taskset}). */
    static TwoCores ofThisMachine() throws IOException {
        if (!Files.isExecutable(TASKSET) || !Files.isReadable(STATUS)) {
            return new TwoCores(List.of());
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .findFirst()
                    .map(line -> of(line.substring(line.indexOf(':') + 1)))
                    .orElseGet(() -> new TwoCores(List.of()));
        }
    }

    /** @param allowed the kernel's list of numbers and ranges, for example {@code 0-3,8} */
    static TwoCores of(String allowed) {
        return new TwoCores(Stream.of(allowed.strip().split(","))
                .flatMapToInt(TwoCores::range)
                .limit(2)
                .boxed()
                .toList());
    }

    /** What stands before a command that is to run on these cores. */
    List<String> prefix() {
        return cores.isEmpty() ? List.of() : List.of(TASKSET.toString(), "-c", numbers());
    }

    String note() {
        return cores.isEmpty()
                ? "on all " + Runtime.getRuntime().availableProcessors() + " cores"
                : "on core" + (cores.size() == 1 ? " " : "s ") + numbers();
    }

    private String numbers() {
        return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static IntStream range(String range) {
        String[] ends = range.split("-", 2);
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
