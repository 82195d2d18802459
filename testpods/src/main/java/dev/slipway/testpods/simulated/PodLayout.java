package dev.slipway.testpods.simulated;

import dev.slipway.testpods.gpu.FakeNvidiaSmi;
import dev.slipway.testpods.process.PodFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a simulated pod lie: {@code home/} is what the pod's user sees, everything else is behind the scenes.
 *
 * @param folder the pod's folder
 */
record PodLayout(Path folder) {
    private static final List<String> TOOLS =
            List.of("apt-cache", "apt-get", "curl", "df", "dpkg", "id", "ln", "sudo", "uv");
    private static final List<String> PACKAGES = List.of(
            "simulated_pod.py",
            "torch/__init__.py",
            "torch/cuda.py",
            "torch/version.py",
            "huggingface_hub/__init__.py",
            "huggingface_hub/_http.py",
            "huggingface_hub/cli/__init__.py",
            "huggingface_hub/cli/hf.py",
            "huggingface_hub/constants.py",
            "huggingface_hub/errors.py",
            "huggingface_hub/file_download.py",
            "huggingface_hub/hf_api.py",
            "huggingface_hub/utils.py",
            "vllm/__init__.py",
            "vllm/arguments.py",
            "vllm/cli.py",
            "vllm/completions.py",
            "vllm/engine.py",
            "vllm/flags.txt",
            "vllm/log.py",
            "vllm/platforms.py",
            "vllm/server.py");

    /** Lays down the tools and packages of this version, with nothing wrong; what the pod's user made stays. */
    void install(@Nullable String gpus) {
        faults(PodFaults.none());
        PodFolder.create(home());
        for (var tool : TOOLS) {
            PodFolder.executable(PodFolder.copyResource("simulated/tools/" + tool, tools().resolve(tool)));
        }
        for (var name : PACKAGES) {
            PodFolder.copyResource(
                    "simulated/packages/" + name, folder.resolve("packages").resolve(name));
        }
        if (gpus == null) {
            new FakeNvidiaSmi(tools()).remove();
        } else {
            new FakeNvidiaSmi(tools()).install(gpus);
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    Path tools() {
        return folder.resolve("tools");
    }

    Path hub() {
        return folder.resolve("hub");
    }

    Path hostKey() {
        return folder.resolve("sshd/hostkey");
    }

    Path knownHosts() {
        return folder.resolve("sshd/known_hosts");
    }

    Path identity() {
        return folder.resolve("sshd/identity");
    }

    Path authorizedKeys() {
        return folder.resolve("sshd/authorized_keys");
    }

    /** Exists once the pod was rebooted. */
    Path bootId() {
        return folder.resolve("boot_id");
    }

    PodFaults faults() {
        var file = folder.resolve("faults.properties");
        return Files.exists(file) ? PodFaults.parse(PodFolder.read(file)) : PodFaults.none();
    }

    void faults(PodFaults faults) {
        PodFolder.write(folder.resolve("faults.properties"), faults.text());
    }
}
