package dev.slipway.testpods.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testpods.Ssh;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RealPodsTest {
    @Test
    void eachPodHasItsGpusAndAllSeeTheHub() {
        RealPods pods;
        try (var started = RealPods.start(PodSpec.cpu("a").variable("EXTRA", "1"), PodSpec.gpus("b", "h100x8"))) {
            pods = started;
            pods.hub().addRepository("org/model", Map.of("config.json", "{\"a\":1}"));
            var a = pods.pod("a").login();
            assertThat(Ssh.run(a, "command -v nvidia-smi || echo no GPU; echo $EXTRA"))
                    .isEqualTo("no GPU\n1");
            assertThat(Ssh.run(a, "curl -s $HF_ENDPOINT/org/model/resolve/main/config.json"))
                    .isEqualTo("{\"a\":1}");
            assertThat(Ssh.run(a, "cat ~/.config/uv/uv.toml"))
                    .contains("find-links = [\"" + pods.sshd().folder());
            assertThat(Ssh.run(pods.pod("b").login(), "nvidia-smi -L | wc -l")).isEqualTo("8");
        }
        assertThat(pods.sshd().processes()).isEmpty();
        assertThat(Files.exists(pods.sshd().folder())).isFalse();
        assertThat(Files.exists(pods.hub().root())).isFalse();
    }
}
