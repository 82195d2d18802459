package dev.slipway.client.pod;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pod as it is shown. No secret in it.
 *
 * @param name its name
 * @param target what the user typed
 * @param address {@code user@host:port}, resolved
 * @param sshMode {@code shell} or {@code wrapper}
 * @param root folder for Slipway's state on the pod
 * @param mount command that mounts the models' storage; empty for none
 * @param modelsPath folder for models; empty: the Hub's own default
 * @param environment plain variables
 * @param secretNames names of its secret variables
 * @param shared whether another name may lead to the same machine
 * @param status {@code NEW}, {@code SETTING_UP}, {@code READY} or {@code FAILED}
 * @param reason why, in one sentence; may be empty
 * @param fingerprint identity of the machine; empty before the first connection
 * @param hostKeyFingerprint {@code SHA256:...} of the pinned host key; empty before the first connection
 * @param gpus its GPUs when last looked at
 * @param runtimes vLLM releases that are installed
 * @param facts everything else that was found (operating system, CPU, memory, disk, driver, Python); may be empty
 * @param factsAt when that was; null: never
 * @param createdAt when it was registered
 * @param updatedAt when it last changed
 */
public record Pod(
        String name,
        String target,
        String address,
        String sshMode,
        String root,
        String mount,
        String modelsPath,
        Map<String, String> environment,
        List<String> secretNames,
        boolean shared,
        String status,
        String reason,
        String fingerprint,
        String hostKeyFingerprint,
        List<PodGpu> gpus,
        List<PodRuntime> runtimes,
        @Nullable JsonNode facts,
        @Nullable Instant factsAt,
        Instant createdAt,
        Instant updatedAt) {
    public Pod {
        environment = Map.copyOf(Objects.requireNonNullElse(environment, Map.of()));
        secretNames = List.copyOf(Objects.requireNonNullElse(secretNames, List.of()));
        gpus = List.copyOf(Objects.requireNonNullElse(gpus, List.of()));
        runtimes = List.copyOf(Objects.requireNonNullElse(runtimes, List.of()));
    }
}
