package dev.slipway.workflows.pod;

import dev.slipway.workflows.pod.StorageFacts.ModelsPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of pods as tests need them: a bare Ubuntu with root, changed by one method a fact. */
record Samples(
        MachineFacts machine,
        GpuFacts gpus,
        StorageFacts storage,
        List<UvFacts> uvs,
        List<PythonFacts> pythons,
        @Nullable RuntimeCheck runtime) {
    static final String ROOT = "/root/.slipway";

    /** Ubuntu 22.04, root, curl, no compiler, no uv, no Python that fits, no GPU. */
    static Samples bare() {
        var machine = new MachineFacts(
                "ubuntu",
                "22.04",
                "Ubuntu 22.04.4 LTS",
                "x86_64",
                16,
                128_000,
                120_000,
                "/root",
                "root",
                true,
                false,
                "apt-get",
                Map.of("curl", "/usr/bin/curl"),
                Map.of("home", 200_000L, "root", 200_000L));
        return new Samples(
                machine,
                GpuFacts.none(),
                new StorageFacts(false, ModelsPath.DEFAULT, "/root/.cache/huggingface/hub", 0),
                List.of(),
                List.of(),
                null);
    }

    Samples gpus(int count, String name, String capability, String driver, String cuda) {
        var list = new ArrayList<Gpu>();
        for (int i = 0; i < count; i++) {
            list.add(new Gpu(i, "GPU-" + i, name, 81_559, 81_000, false, capability));
        }
        return with(new GpuFacts(GpuState.PRESENT, "", driver, cuda, list, List.of(), List.of()));
    }

    Samples h100(int count) {
        return gpus(count, "NVIDIA H100 80GB HBM3", "9.0", "570.172.08", "12.8");
    }

    Samples broken(GpuState state, String message) {
        return with(new GpuFacts(state, message, "", "", List.of(), List.of(), List.of()));
    }

    Samples tools(String... names) {
        var tools = new HashMap<>(machine.tools());
        List.of(names).forEach(name -> tools.put(name, "/usr/bin/" + name));
        return machine(machine.root(), machine.sudo(), machine.osId(), tools, machine.freeMiB());
    }

    Samples user(boolean sudo) {
        return machine(false, sudo, machine.osId(), machine.tools(), machine.freeMiB());
    }

    Samples os(String id) {
        return machine(machine.root(), machine.sudo(), id, machine.tools(), machine.freeMiB());
    }

    Samples free(String what, long mebibytes) {
        var free = new HashMap<>(machine.freeMiB());
        free.put(what, mebibytes);
        return machine(machine.root(), machine.sudo(), machine.osId(), machine.tools(), free);
    }

    Samples storage(boolean mounted, ModelsPath models) {
        return new Samples(machine, gpus, new StorageFacts(mounted, models, "/models/hub", 0), uvs, pythons, runtime);
    }

    Samples uv(String version) {
        return new Samples(
                machine, gpus, storage, List.of(new UvFacts("/usr/local/bin/uv", version)), pythons, runtime);
    }

    Samples python(String version, boolean headers) {
        var more = new ArrayList<>(pythons);
        more.add(new PythonFacts("/usr/bin/python" + version.substring(0, version.lastIndexOf('.')), version, headers));
        return new Samples(machine, gpus, storage, uvs, more, runtime);
    }

    /** A runtime that imports and sees so many GPUs. */
    Samples runtime(String name, int seen) {
        return runtime(check(name, 0, seen, List.of(), List.of()));
    }

    Samples runtime(@Nullable RuntimeCheck check) {
        return new Samples(machine, gpus, storage, uvs, pythons, check);
    }

    static RuntimeCheck check(String name, int exitCode, int seen, List<String> log, List<Long> processes) {
        boolean works = exitCode == 0;
        return new RuntimeCheck(
                name,
                ROOT + "/runtimes/" + name,
                exitCode,
                works ? "0.32.0" : "",
                works ? "2.13.0+cu128" : "",
                works ? "12.8" : "",
                works ? "3.12.4" : "",
                works ? "cuda" : "",
                seen,
                log,
                processes);
    }

    /** The same, but vLLM would run on something else. */
    static RuntimeCheck onPlatform(String platform, RuntimeCheck check) {
        return new RuntimeCheck(
                check.name(),
                check.path(),
                check.exitCode(),
                check.vllm(),
                check.torch(),
                check.cuda(),
                check.python(),
                platform,
                0,
                check.log(),
                check.processes());
    }

    PodFacts facts() {
        return new PodFacts(
                machine,
                gpus,
                storage,
                ROOT,
                uvs,
                pythons,
                runtime == null ? List.of() : List.of(runtime.name()),
                runtime);
    }

    static PodAccess pod(String mountCommand, String modelsPath) {
        return new PodAccess(
                "root@pod:22",
                "gpu-1",
                ROOT,
                mountCommand,
                modelsPath,
                Map.of(
                        "HF_ENDPOINT", "https://hub.example",
                        "UV_DEFAULT_INDEX", "https://user:pass@mirror.example/simple",
                        "MY_API_KEY", "shown by mistake"),
                List.of("PIP_INDEX_URL"),
                true);
    }

    private Samples with(GpuFacts changed) {
        return new Samples(machine, changed, storage, uvs, pythons, runtime);
    }

    private Samples machine(
            boolean root, boolean sudo, String osId, Map<String, String> tools, Map<String, Long> free) {
        var changed = new MachineFacts(
                osId,
                machine.osVersion(),
                machine.osName(),
                machine.architecture(),
                machine.cpus(),
                machine.memoryTotalMiB(),
                machine.memoryAvailableMiB(),
                machine.home(),
                root ? "root" : "ann",
                root,
                sudo,
                machine.packageManager(),
                tools,
                free);
        return new Samples(changed, gpus, storage, uvs, pythons, runtime);
    }
}
