package dev.slipway.client.pod;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a pod; null leaves a field as it is.
 *
 * @param target shown target; given together with {@code access}
 * @param access new way to reach the pod
 * @param mount command that mounts the models' storage; empty for none
 * @param modelsPath folder for models on the pod; empty: the Hub's own default
 * @param environment replaces all plain variables
 * @param secretEnvironment replaces all secret variables
 */
public record UpdatePod(
        @Nullable String target,
        @Nullable PodAccess access,
        @Nullable String mount,
        @Nullable String modelsPath,
        @Nullable Map<String, String> environment,
        @Nullable Map<String, String> secretEnvironment) {
    /** Without the values of secrets. */
    @Override
    public String toString() {
        return "UpdatePod[" + target + "]";
    }
}
