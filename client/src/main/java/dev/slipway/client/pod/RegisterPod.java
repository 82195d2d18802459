package dev.slipway.client.pod;

import java.util.Map;
import java.util.Objects;

/**
 * A pod to register. Fields that are left out take their defaults.
 *
 * @param name {@code [a-z0-9]([a-z0-9-]*[a-z0-9])?}, at most 63 characters
 * @param target what the user typed, shown back ({@code user@host:port}, {@code ssh -p 2222 user@host}, an alias)
 * @param access how to reach it
 * @param sshMode {@code shell} (default) or {@code wrapper}
 * @param root folder for Slipway's state on the pod; {@code ~/.slipway} by default
 * @param mount command that mounts the models' storage; empty for none
 * @param modelsPath folder for models on the pod; empty: the Hub's own default
 * @param environment plain variables for everything that Slipway runs on the pod
 * @param secretEnvironment secret variables; stored encrypted, never shown again
 * @param shared register although the same machine is known under another name
 */
public record RegisterPod(
        String name,
        String target,
        PodAccess access,
        String sshMode,
        String root,
        String mount,
        String modelsPath,
        Map<String, String> environment,
        Map<String, String> secretEnvironment,
        boolean shared) {
    public RegisterPod {
        sshMode = Objects.requireNonNullElse(sshMode, "shell");
        root = Objects.requireNonNullElse(root, "~/.slipway");
        mount = Objects.requireNonNullElse(mount, "");
        modelsPath = Objects.requireNonNullElse(modelsPath, "");
        environment = Map.copyOf(Objects.requireNonNullElse(environment, Map.of()));
        secretEnvironment = Map.copyOf(Objects.requireNonNullElse(secretEnvironment, Map.of()));
    }

    /** Without the values of secrets. */
    @Override
    public String toString() {
        return "RegisterPod[" + name + ", " + target + "]";
    }
}
