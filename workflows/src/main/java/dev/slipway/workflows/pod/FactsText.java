package dev.slipway.workflows.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Facts in one line for people. */
final class FactsText {
    private FactsText() {}

    /** For example {@code Ubuntu 22.04.4 LTS, 8 × NVIDIA H100 80GB HBM3, driver 570.172.08, CUDA 12.8}. */
    static String summary(PodFacts facts) {
        var parts = new ArrayList<String>();
        parts.add(
                facts.machine().osName().isEmpty()
                        ? facts.machine().architecture()
                        : facts.machine().osName());
        var names = new LinkedHashMap<String, Integer>();
        facts.gpus().gpus().forEach(gpu -> names.merge(gpu.name(), 1, Integer::sum));
        names.forEach((name, count) -> parts.add(count == 1 ? name : count + " × " + name));
        if (names.isEmpty()) {
            parts.add("no GPU (" + facts.machine().cpus() + " CPUs)");
        }
        if (!facts.gpus().driver().isEmpty()) {
            parts.add("driver " + facts.gpus().driver());
        }
        if (!facts.gpus().cuda().isEmpty()) {
            parts.add("CUDA " + facts.gpus().cuda());
        }
        return String.join(", ", parts);
    }

    /** For example {@code vLLM 0.32.0, torch 2.13.0+cu130, CUDA 13.0, Python 3.12.4, 8 GPUs}. */
    static String versions(RuntimeCheck runtime) {
        var parts = new ArrayList<String>();
        parts.add("vLLM " + runtime.vllm());
        parts.add("torch " + runtime.torch());
        if (!runtime.cuda().isEmpty()) {
            parts.add("CUDA " + runtime.cuda());
        }
        parts.add("Python " + runtime.python());
        parts.add(runtime.platform().equals("cpu") ? "on CPUs" : runtime.gpus() + " GPUs");
        return String.join(", ", parts);
    }
}
