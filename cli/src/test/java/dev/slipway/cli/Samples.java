package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.client.deployment.Deployment;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodGpu;
import dev.slipway.client.pod.PodRuntime;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunFailure;
import dev.slipway.client.run.RunLog;
import dev.slipway.client.run.RunProgress;
import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.RunStep;
import dev.slipway.client.run.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Things that a server would tell. */
public final class Samples {
    public static final Instant THEN = Console.NOW.minusSeconds(90);

    private Samples() {}

    public static Pod pod(String name, String status) {
        return new Pod(
                name,
                "root@" + name + ".example",
                "root@" + name + ".example:22",
                "shell",
                "~/.slipway",
                "",
                "/models",
                Map.of("HF_ENDPOINT", "http://hub.example"),
                List.of("HF_TOKEN"),
                false,
                status,
                status.equals("FAILED") ? "The driver is missing." : "",
                "f-" + name,
                "SHA256:abc",
                List.of(gpu(0), gpu(1)),
                List.of(new PodRuntime(
                        "release", "release", "/r", "READY", "0.32.0", "2.11.0", "13.0", "3.12.4", 2, THEN)),
                facts(),
                THEN,
                THEN,
                THEN);
    }

    public static PodGpu gpu(int index) {
        return new PodGpu(
                index,
                "GPU-" + index,
                "NVIDIA H100 80GB HBM3",
                81_559,
                index == 0 ? 8_000 : 81_000,
                false,
                "9.0",
                index == 0 ? 90 : 0,
                index == 0 ? List.of("qwen") : List.of());
    }

    public static Deployment deployment(String name, String status, String kind) {
        return new Deployment(
                name,
                "gpu-1",
                "Qwen/Qwen3-0.6B",
                "main",
                "release",
                "RUNNING",
                status,
                "",
                status.equals("DEAD") ? "Its process is gone." : "",
                1,
                8001,
                List.of("GPU-0"),
                List.of("vllm", "serve"),
                "Qwen/Qwen3-0.6B",
                kind,
                false,
                "sk-canary",
                "run-1",
                THEN,
                THEN,
                THEN);
    }

    public static Run run(String id, RunStatus status, @Nullable RunFailure failure) {
        return new Run(
                id,
                "START",
                status,
                "gpu-1",
                "Qwen/Qwen3-0.6B",
                "qwen",
                List.of(
                        new RunStep("plan", "Plan", StepState.DONE, "GPU 0, port 8001", THEN, THEN.plusMillis(300)),
                        new RunStep("model", "Model", StepState.WAITING, "", null, null)),
                null,
                failure,
                "deployment/qwen",
                "http://127.0.0.1:8233/run",
                THEN,
                THEN,
                status.over() ? THEN.plusSeconds(30) : null);
    }

    public static RunEvent step(long number, String name, String title, StepState state, String detail) {
        Instant started = state == StepState.WAITING ? null : THEN;
        Instant ended = state == StepState.RUNNING || started == null ? null : THEN.plusSeconds(12);
        return new RunEvent(
                number,
                RunEvent.Type.STEP,
                THEN,
                new RunStep(name, title, state, detail, started, ended),
                null,
                null,
                null,
                "");
    }

    public static RunEvent progress(long number, long done, long total) {
        return new RunEvent(
                number, RunEvent.Type.PROGRESS, THEN, null, new RunProgress(done, total, 50_000_000), null, null, "");
    }

    public static RunEvent log(long number, String text) {
        return new RunEvent(number, RunEvent.Type.LOG, THEN, null, null, new RunLog("job", 0, text), null, "");
    }

    public static RunEvent end(long number, RunEvent.Type type, @Nullable RunFailure failure) {
        return new RunEvent(number, type, THEN, null, null, null, failure, "");
    }

    /** Facts of a machine, as the API tells them. */
    private static ObjectNode facts() {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        ObjectNode machine = facts.putObject("machine");
        machine.put("osName", "Debian 12").put("architecture", "x86_64");
        machine.put("cpus", 64).put("memoryTotalMiB", 515_789);
        machine.put("user", "pod").put("root", false).put("sudo", true);
        machine.putObject("freeMiB").put("home", 72_300).put("root", 72_300);
        facts.putObject("gpus")
                .put("state", "PRESENT")
                .put("driver", "570.172.08")
                .put("cuda", "12.8");
        facts.putObject("storage").put("hubCache", "/models/hub");
        return facts;
    }
}
