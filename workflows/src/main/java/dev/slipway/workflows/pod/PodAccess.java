package dev.slipway.workflows.pod;

import java.util.List;
import java.util.Map;

/**
 * A pod that was reached, and what its owner wants of it.
 *
 * @param display where it is: {@code user@host:port}
 * @param fingerprint identity of the machine
 * @param root absolute folder of Slipway's state on the pod
 * @param mountCommand command that mounts the storage; empty: none
 * @param modelsPath folder for models as its owner gave it; empty: where the mount command mounts, else the Hub's default
 * @param environment plain variables
 * @param secretNames names of its secret variables
 * @param hubToken whether the Hub's token is known, of the pod or of the worker
 */
public record PodAccess(
        String display,
        String fingerprint,
        String root,
        String mountCommand,
        String modelsPath,
        Map<String, String> environment,
        List<String> secretNames,
        boolean hubToken) {
    public PodAccess {
        environment = Map.copyOf(environment);
        secretNames = List.copyOf(secretNames);
    }

    /** Where the mount command mounts: its last absolute path, else the models path; empty when there is none. */
    public String mountPoint() {
        String[] words = mountCommand.strip().split("\\s+", -1);
        for (int i = words.length - 1; i > 0; i--) {
            if (words[i].startsWith("/")) {
                return withoutSlash(words[i]);
            }
        }
        return mountCommand.isBlank() ? "" : withoutSlash(modelsPath);
    }

    /** The folder for models that counts; empty: the Hub's default. */
    public String effectiveModelsPath() {
        return modelsPath.isEmpty() ? mountPoint() : withoutSlash(modelsPath);
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
