package dev.slipway.bench;

import dev.slipway.testpods.real.PodSpec;
import dev.slipway.testpods.real.RealPod;
import dev.slipway.testpods.real.RealPods;
import dev.slipway.testpods.real.TinyModel;
import dev.slipway.testpods.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stack from the archive and a real pod with vLLM for CPU, on this machine: both sides of each ratio share it. */
final class Bed implements AutoCloseable {
    static final String POD = "bench";
    static final String MODEL = "slipway/tiny-qwen2";
    private static final List<String> SET_UP =
            List.of("pods", "setup", POD, "--runtime", "0.32.0", "--torch-backend", "none");

    final Stack stack;
    final RealPods pods = RealPods.start(PodSpec.cpu(POD));

    /** The stack is prepared, and nothing of it runs. */
    Bed() throws IOException, InterruptedException {
        stack = Stack.prepare(Map.of());
    }

    RealPod pod() {
        return pods.pod(POD);
    }

    void addPod() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("pods", "add", POD, pod().login().target()));
        command.addAll(List.of("--identity", pod().login().identity().toString()));
        command.addAll(List.of("--known-hosts", pod().login().knownHosts().toString()));
        pods.environment().forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.addAll(List.of("--env", "UV_CACHE_DIR=" + Stack.cache().resolve("uv")));
        stack.expectDone(command);
    }

    void setUp() throws IOException, InterruptedException {
        stack.expectDone(SET_UP);
    }

    String runtime() {
        return pod().home() + "/.slipway/runtimes/0.32.0-none";
    }

    void addModel() {
        var made = TinyModel.qwen2()
                .make(
                        java.nio.file.Path.of(runtime(), "bin/python"),
                        stack.work().resolve("tiny"));
        pods.hub().addRepository(MODEL, made);
    }

    @Override
    public void close() throws IOException {
        stack.close();
        pods.close();
    }
}
