package dev.slipway.testpods.real;

import java.nio.file.Path;

/** The {@code uv.toml} that makes {@code uv pip install vllm==0.32.0} resolve to vLLM for CPU; see {@code real/README.md}. */
final class PodUvSettings {
    static final String WHEEL = "vllm-0.32.0+cpu-py3-none-manylinux_2_28_x86_64.whl";

    private PodUvSettings() {}

    static String text(Path wheels, Path cache) {
        return """
                find-links = ["%s"]
                cache-dir = "%s"
                override-dependencies = ["torch==2.13.0"]
                exclude-dependencies = ["cuda-toolkit", "cuda-bindings", "cuda-pathfinder", "nvidia-cudnn-cu13", \
                "nvidia-cusparselt-cu13", "nvidia-nccl-cu13", "nvidia-nvshmem-cu13", "triton"]
                constraint-dependencies = ["vllm<=0.32.0"]
                """.formatted(wheels, cache);
    }
}
