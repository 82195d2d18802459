package dev.slipway.testpods.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testpods.SimulatedPodMain;
import dev.slipway.testpods.process.LoopbackPort;
import dev.slipway.testpods.process.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that {@code ./slipway demo} starts. */
@Timeout(90)
class SimulatedPodMainTest {
    @TempDir
    Path folder;

    private Process startPod(int port) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatedPodMain.class.getName(),
                        "--home",
                        folder.toString(),
                        "--port",
                        Integer.toString(port),
                        "--gpus",
                        "h200")
                .redirectError(folder.resolve("main.err").toFile())
                .start();
    }

    private static String field(String line, String name) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return found.group(1);
    }

    private static String ssh(String line, String command) {
        var target = field(line, "ssh").split(":");
        return Tool.run(
                        "ssh",
                        "-F",
                        "none",
                        "-p",
                        target[1],
                        "-i",
                        field(line, "identity"),
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "UserKnownHostsFile=" + field(line, "knownHosts"),
                        target[0],
                        command)
                .strip();
    }

    @Test
    void tellsHowToReachItObeysAndLeavesNoProcess() throws Exception {
        var port = LoopbackPort.free();
        var main = startPod(port);
        var line = main.inputReader().readLine();
        assertThat(ssh(line, "nvidia-smi -L")).contains("NVIDIA H200");
        assertThat(field(line, "model")).isEqualTo(SimulatedPod.MODEL);
        var sleeper = Long.parseLong(ssh(line, "setsid sleep 300 >/dev/null 2>&1 </dev/null & echo $!"));
        assertThat(ProcessHandle.of(sleeper)).isPresent();

        Files.createFile(folder.resolve("control/refuse"));
        await().until(() -> !LoopbackPort.answers(port));
        Files.createFile(folder.resolve("control/accept"));
        await().until(() -> LoopbackPort.answers(port));

        main.destroy();
        assertThat(main.waitFor()).isEqualTo(143);
        await().until(() ->
                ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(LoopbackPort.answers(port)).isFalse();
    }

    @Test
    void isTheSamePodWhenStartedAgain() throws Exception {
        var main = startPod(0);
        var line = main.inputReader().readLine();
        var keys = Files.readString(Path.of(field(line, "knownHosts"))).split(" ", 2)[1];
        var gpu = ssh(line, "touch kept; nvidia-smi -L");
        main.destroy();
        main.waitFor();
        var again = startPod(0);
        var second = again.inputReader().readLine();
        assertThat(Files.readString(Path.of(field(second, "knownHosts")))).endsWith(keys);
        assertThat(ssh(second, "ls kept; nvidia-smi -L")).isEqualTo("kept\n" + gpu);
        again.destroy();
        again.waitFor();
    }
}
