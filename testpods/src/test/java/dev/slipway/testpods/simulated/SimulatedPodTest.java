package dev.slipway.testpods.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.testpods.Ssh;
import dev.slipway.testpods.process.PodFolder;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole life of a simulated pod, driven with the system's {@code ssh} client and {@code curl}. */
@Timeout(120)
class SimulatedPodTest {
    private static final String CHAT = "curl -sN -H 'Authorization: Bearer key' http://127.0.0.1:%d/v1/chat/completions"
            + " -d '{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"good morning\"}]%s}'";

    private static final SimulatedPod POD = SimulatedPod.start();

    @BeforeAll
    static void setUp() {
        ssh(
                "uv venv --python 3.12 runtime && uv pip install --python runtime/bin/python --torch-backend auto vllm==0.32.0");
    }

    @AfterEach
    void nothingIsWrongAndNothingRuns() {
        POD.faults(PodFaults.none());
        POD.link().thaw();
        POD.link().accept();
        POD.killProcesses();
    }

    @AfterAll
    static void stop() {
        POD.close();
        assertThat(POD.processes()).isEmpty();
        assertThat(Files.exists(POD.folder())).isFalse();
    }

    private static String ssh(String command) {
        return Ssh.run(POD.login(), command);
    }

    private static int serve(int port) {
        var serve = "VLLM_API_KEY=key setsid runtime/bin/vllm serve slipway/tiny-chat --host 127.0.0.1 --port " + port
                + " --served-model-name tiny >server.log 2>&1 </dev/null & echo $!";
        var pid = Integer.parseInt(ssh(serve));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ssh("cat server.log").contains("Application startup complete."));
        return pid;
    }

    @Test
    void runsRealCommandsInItsHome() throws Exception {
        assertThat(ssh("pwd; echo $HOME"))
                .isEqualTo(POD.login().home() + "\n" + POD.login().home());
        var ended = Ssh.ended(POD.login(), "cat; echo wrong >&2; exit 7", "from stdin");
        assertThat(ended).isEqualTo(new Ssh.Ended(7, "from stdin", "wrong\n"));
        assertThat(ssh("head -c 20000000 /dev/zero | wc -c")).isEqualTo("20000000");
    }

    @Test
    void showsItsGpusAndItsTools() {
        assertThat(ssh("nvidia-smi --query-gpu=index,name,memory.total --format=csv,noheader"))
                .isEqualTo("0, NVIDIA H100 80GB HBM3, 81559 MiB\n1, NVIDIA H100 80GB HBM3, 81559 MiB");
        assertThat(ssh("uv --version")).startsWith("uv 0.13.9");
        assertThat(ssh("runtime/bin/python -c 'import torch, vllm; print(vllm.__version__, torch.__version__,"
                        + " torch.version.cuda, torch.cuda.device_count())'"))
                .isEqualTo("0.32.0 2.13.0+cu128 12.8 2");
        POD.gpus().hold(ProcessHandle.current().pid(), 1, 50_000, "python");
        assertThat(ssh("nvidia-smi --query-gpu=memory.free --format=csv,noheader,nounits"))
                .isEqualTo("81555\n31555");
        POD.gpus().release(ProcessHandle.current().pid());
    }

    @Test
    void uvAnswersAsTheRealOne() {
        assertThat(ssh("uv pip install --python runtime/bin/python vllm==0.32.0"))
                .contains("Checked 1 package");
        assertThat(ssh("uv pip list --python runtime/bin/python --format json"))
                .contains("{\"name\":\"vllm\",\"version\":\"0.32.0\"}");
        assertThatThrownBy(() -> ssh("uv venv runtime"))
                .hasMessageContaining("ended with 2: ")
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> ssh("uv pip install --python runtime/bin/python vllm==99.0"))
                .hasMessageContaining("ended with 1: ")
                .hasMessageContaining("No solution found when resolving dependencies");
        POD.faults(PodFaults.none().uvIndexDown());
        assertThatThrownBy(() -> ssh("uv pip install --python runtime/bin/python six"))
                .hasMessageContaining("ended with 2: ");
    }

    @Test
    void downloadsIntoTheRealCacheLayout() {
        assertThat(ssh("HF_HUB_CACHE=$HOME/cache runtime/bin/hf download slipway/tiny-chat --quiet"))
                .contains("cache/models--slipway--tiny-chat/snapshots/");
        assertThat(ssh("cd cache/models--slipway--tiny-chat && cat refs/main && readlink snapshots/*/model.safetensors"
                        + " | xargs basename && sha256sum blobs/* | grep -c ."))
                .matches("[0-9a-f]{40}[0-9a-f]{64}\n6");
        assertThat(ssh("HF_HUB_CACHE=$HOME/cache runtime/bin/hf cache verify slipway/tiny-chat"))
                .contains("All checksums match");
        assertThatThrownBy(() -> ssh("runtime/bin/hf download slipway/none"))
                .hasMessageContaining("Model 'slipway/none' not found.");
        POD.hub().addRepository("slipway/closed", java.util.Map.of("config.json", "{}"));
        POD.hub().makeGated("slipway/closed");
        assertThatThrownBy(() -> ssh("runtime/bin/hf download slipway/closed"))
                .hasMessageContaining("Access denied. Model 'slipway/closed' requires approval.");
    }

    @Test
    void servesAModelAndGivesTheMemoryBack() {
        var pid = serve(18101);
        assertThat(ssh("curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:18101/health"))
                .isEqualTo("200");
        assertThat(ssh("curl -s http://127.0.0.1:18101/v1/models")).isEqualTo("{\"error\":\"Unauthorized\"}");
        assertThat(ssh(CHAT.formatted(18101, ""))).contains("You said: good morning", "\"finish_reason\":\"stop\"");
        assertThat(ssh(CHAT.formatted(18101, ",\"stream\":true")))
                .contains("data: {", "\"content\":\" morning\"")
                .endsWith("data: [DONE]");
        assertThat(ssh("nvidia-smi --query-compute-apps=process_name,used_memory --format=csv,noheader"))
                .isEqualTo("VLLM::EngineCore, 75034 MiB");
        ssh("kill " + pid);
        await().until(() -> POD.processes().isEmpty());
        assertThat(ssh("tail -1 server.log; nvidia-smi --query-compute-apps=pid --format=csv,noheader"))
                .endsWith("Application shutdown complete.");
    }

    @Test
    void aKilledServerLeavesItsEngine() {
        var pid = serve(18102);
        ssh("kill -9 " + pid);
        await().untilAsserted(() -> assertThat(POD.processes())
                .singleElement()
                .satisfies(engine -> assertThat(engine.command()).isEqualTo("VLLM::EngineCore")));
        assertThat(ssh("nvidia-smi --query-gpu=memory.used --format=csv,noheader"))
                .startsWith("75038 MiB");
    }

    @Test
    void aClientThatGoesAwayEndsItsRequest() {
        serve(18103);
        POD.faults(PodFaults.none().tokenTakes(Duration.ofMillis(300)));
        assertThatThrownBy(() -> ssh("timeout 1 " + CHAT.formatted(18103, ",\"stream\":true,\"min_tokens\":500")))
                .hasMessageContaining("ended with 124");
        await().untilAsserted(() -> assertThat(ssh("curl -s http://127.0.0.1:18103/_stub/stats"))
                .isEqualTo("{\"requests\":1,\"running\":0,\"aborted\":1}"));
    }

    @Test
    void vllmFailsAsTold() throws Exception {
        assertThat(Ssh.ended(POD.login(), "runtime/bin/vllm serve slipway/tiny-chat --no-such-option 1", "")
                        .status())
                .isEqualTo(2);
        assertThatThrownBy(() -> ssh("runtime/bin/vllm serve slipway/tiny-chat --max-model-len 99999999"))
                .hasMessageContaining("is greater than the derived max_model_len");
        var log =
                PodFolder.write(POD.folder().resolve("captured.log"), "torch.OutOfMemoryError: CUDA out of memory.\n");
        POD.faults(PodFaults.none().vllmFails(log, 3));
        assertThatThrownBy(() -> ssh("runtime/bin/vllm serve slipway/tiny-chat"))
                .hasMessageContaining("ended with 3: ")
                .hasMessageContaining("CUDA out of memory");
        POD.faults(PodFaults.none().vllmDies(Duration.ofMillis(500), 9));
        assertThatThrownBy(() -> ssh("runtime/bin/vllm serve slipway/tiny-chat --port 18104"))
                .hasMessageContaining("ended with 9: ")
                .hasMessageContaining("Application startup complete.")
                .hasMessageContaining("EngineDeadError");
    }

    @Test
    void forwardsPortsUnlessTold() {
        var port = POD.hub().endpoint().replaceAll(".*:", "");
        var command = POD.login().sshCommand("true");
        command.removeLast();
        command.addAll(1, java.util.List.of("-W", "127.0.0.1:" + port));
        POD.faults(PodFaults.none().refuseForwarding());
        assertThatThrownBy(() -> dev.slipway.testpods.process.Tool.run(new ProcessBuilder(command)))
                .hasMessageContaining("open failed");
    }

    @Test
    void diskAndLinkFaults() {
        POD.faults(PodFaults.none().diskFree(1 << 20).noHardLinks());
        assertThat(ssh("df -Pk . | tail -1 | awk '{print $4}'")).isEqualTo("1024");
        assertThat(ssh("touch a; ln a b 2>/dev/null || echo refused; ln -s a c && echo linked"))
                .endsWith("refused\nlinked");
    }

    @Test
    void changesNothingOutsideOfThePod() {
        assertThat(ssh("id -u; sudo -n apt-get install -y cuda-toolkit-12-8 && command -v nvcc"))
                .startsWith("0\n")
                .endsWith(POD.folder() + "/tools/nvcc");
        assertThat(ssh("curl -fsSL -o keyring.deb https://developer.download.nvidia.com/x && sudo dpkg -i keyring.deb"))
                .startsWith("Setting up");
        assertThatThrownBy(() -> ssh("curl -fsSL https://astral.sh/uv/install.sh"))
                .hasMessageContaining("Could not resolve host: astral.sh");
        POD.faults(PodFaults.none().unprivileged());
        assertThatThrownBy(() -> ssh("id -u; sudo -n true"))
                .hasMessageContaining("1000\n")
                .hasMessageContaining("sudo: a password is required");
    }

    @Test
    void aRelocatableEnvironmentMayMove() {
        ssh("uv venv -q --relocatable build && uv pip install -q --python build/bin/python vllm && mv build moved");
        assertThat(ssh("moved/bin/vllm --version; moved/bin/hf --version")).isEqualTo("0.32.0\n2.4.0");
    }

    @Test
    void networkFaults() throws Exception {
        var client = new ProcessBuilder(POD.login().sshCommand("echo ready; exec sleep 300")).start();
        assertThat(client.inputReader().readLine()).isEqualTo("ready");
        POD.link().refuse();
        assertThatThrownBy(() -> ssh("true")).hasMessageContaining("refused");
        assertThat(client.isAlive()).isTrue();
        POD.link().drop();
        assertThat(client.waitFor()).isEqualTo(255);
        POD.link().accept();
        assertThat(ssh("echo back")).isEqualTo("back");
        assertThat(POD.processes())
                .anySatisfy(process -> assertThat(process.command()).contains("sleep 300"));
    }

    @Test
    void looksRebooted() {
        var before = ssh("cat /proc/sys/kernel/random/boot_id; setsid sleep 300 >/dev/null 2>&1 </dev/null &");
        POD.reboot();
        assertThat(POD.processes()).isEmpty();
        assertThat(ssh("cat /proc/sys/kernel/random/boot_id"))
                .matches("[0-9a-f-]{36}")
                .isNotEqualTo(before);
    }
}
