package dev.slipway.testpods.simulated;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is wrong on a simulated pod, combined freely. The same words stand in the pod's {@code faults.properties}, which may
 * also be written by hand while the pod runs.
 *
 * @param values words to values
 */
public record PodFaults(Map<String, String> values) {
    public PodFaults {
        values = Map.copyOf(values);
    }

    /** Nothing is wrong. */
    public static PodFaults none() {
        return new PodFaults(Map.of());
    }

    /** Every command starts so much later. */
    public PodFaults delayCommands(Duration delay) {
        return with("ssh.delay-millis", delay.toMillis());
    }

    /** The server refuses to forward ports, as with {@code AllowTcpForwarding no}. */
    public PodFaults refuseForwarding() {
        return with("ssh.forwarding", false);
    }

    /** How long vLLM loads its model; 1 second otherwise. */
    public PodFaults vllmStarts(Duration duration) {
        return with("vllm.start-seconds", duration.toMillis() / 1000.0);
    }

    /** {@code vllm serve} prints a captured log and ends. */
    public PodFaults vllmFails(Path log, int exitCode) {
        return with("vllm.fail-log", log).with("vllm.fail-exit", exitCode);
    }

    /** vLLM dies so long after it became ready. */
    public PodFaults vllmDies(Duration afterReady, int exitCode) {
        return with("vllm.die-after-seconds", afterReady.toMillis() / 1000.0).with("vllm.die-exit", exitCode);
    }

    /** vLLM answers {@code /health} with 200 and every inference with 500. */
    public PodFaults vllmEngineDead() {
        return with("vllm.dead-engine", true);
    }

    /** vLLM lists another name than the one it was told to serve under. */
    public PodFaults vllmLists(String name) {
        return with("vllm.listed-name", name);
    }

    /** vLLM does not act on SIGTERM once it is ready. */
    public PodFaults vllmIgnoresTerm() {
        return with("vllm.ignore-term", true);
    }

    /** vLLM swallows SIGTERM while it starts, as the real one may. */
    public PodFaults vllmIgnoresTermAtStart() {
        return with("vllm.ignore-term-at-start", true);
    }

    /** Time of one token; 2 ms otherwise. */
    public PodFaults tokenTakes(Duration duration) {
        return with("vllm.token-millis", duration.toMillis());
    }

    /** How long {@code uv pip install} works; 0.3 s otherwise. */
    public PodFaults uvInstalls(Duration duration) {
        return with("uv.seconds", duration.toMillis() / 1000.0);
    }

    /** {@code uv pip install} prints a captured log and ends. */
    public PodFaults uvFails(Path log, int exitCode) {
        return with("uv.fail-log", log).with("uv.fail-exit", exitCode);
    }

    /** {@code uv} cannot reach its package index. */
    public PodFaults uvIndexDown() {
        return with("uv.index-down", true);
    }

    /** {@code hf download} prints a captured log and ends. */
    public PodFaults hfFails(Path log, int exitCode) {
        return with("hf.fail-log", log).with("hf.fail-exit", exitCode);
    }

    /** {@code df} says that so much is free, wherever it looks. */
    public PodFaults diskFree(long bytes) {
        return with("disk.free-bytes", bytes);
    }

    /** {@code ln} refuses hard links. */
    public PodFaults noHardLinks() {
        return with("disk.no-hard-links", true);
    }

    /** The pod's user is not root and cannot become it. */
    public PodFaults unprivileged() {
        return with("user.unprivileged", true);
    }

    /** The system's package manager is locked by somebody else. */
    public PodFaults packagesLocked() {
        return with("apt.fail", true);
    }

    /** Sets any word. */
    public PodFaults with(String word, Object value) {
        var more = new TreeMap<>(values);
        more.put(word, value.toString());
        return new PodFaults(more);
    }

    static PodFaults parse(String text) {
        return new PodFaults(text.lines()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')).strip(),
                        line -> line.substring(line.indexOf('=') + 1).strip(),
                        (first, last) -> last)));
    }

    String text() {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    String value(String word, String otherwise) {
        return values.getOrDefault(word, otherwise);
    }
}
