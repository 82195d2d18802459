package dev.slipway.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.pod.Gpu;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GpuFamilyTest {
    @ParameterizedTest
    @CsvSource({
        "GPU-1, NVIDIA H100 80GB HBM3, H100",
        "GPU-1, NVIDIA H100 NVL, H100",
        "GPU-1, NVIDIA H200, H200",
        "GPU-1, NVIDIA GH200 480GB, GH200",
        "GPU-1, NVIDIA H20, H20",
        "GPU-1, NVIDIA GB200, GB200",
        "GPU-1, NVIDIA B200, B200",
        "GPU-1, NVIDIA L40S, L40S",
        "GPU-1, NVIDIA GB10, GB10",
        "GPU-1, Tesla T4, T4",
        "GPU-1, Tesla V100-SXM2-16GB, V100",
        "GPU-1, NVIDIA A100-SXM4-80GB, A100",
        "MIG-1, NVIDIA A100-SXM4-80GB, A100 MIG",
        "GPU-1, NVIDIA H100 80GB HBM3 MIG 1g.10gb, H100 MIG",
        "GPU-1, NVIDIA GeForce RTX 4090, RTX 4090",
        "GPU-1, NVIDIA RTX PRO 6000 Blackwell, RTX PRO 6000",
        "GPU-1, NVIDIA RTX 6000 Ada Generation, RTX 6000 Ada",
        "GPU-1, NVIDIA RTX A6000, RTX A6000",
        "GPU-1, NVIDIA, NVIDIA"
    })
    void isTheTypeAsCataloguesNameIt(String uuid, String name, String family) {
        assertThat(GpuFamily.of(new Gpu(0, uuid, name, 0, 0, false, ""))).isEqualTo(family);
    }
}
