package dev.slipway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TwoCoresTest {
    @Test
    void theFirstTwoOfWhatTheKernelAllows() {
        assertThat(TwoCores.of("\t0-7\n").cores()).containsExactly(0, 1);
        assertThat(TwoCores.of("2,7-9").cores()).containsExactly(2, 7);
        assertThat(TwoCores.of("5").cores()).containsExactly(5);
        assertThat(TwoCores.of("0-3,8").prefix()).endsWith("-c", "0,1");
        assertThat(TwoCores.of("4-6").note()).isEqualTo("on cores 4,5");
    }

    @Test
    void aCommandBehindThePrefixHasNoMore() throws IOException, InterruptedException {
        TwoCores cores = TwoCores.ofThisMachine();
        Assumptions.assumeFalse(cores.cores().isEmpty(), "no taskset here");
        var command = new java.util.ArrayList<>(cores.prefix());
        command.addAll(List.of("grep", "Cpus_allowed_list", "/proc/self/status"));

        Process process = new ProcessBuilder(command).start();
        String allowed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(TwoCores.of(allowed.substring(allowed.indexOf(':') + 1))).isEqualTo(cores);
        assertThat(process.waitFor()).isZero();
    }
}
