package dev.slipway.client.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as it is shown.
 *
 * @param name its name
 * @param pod name of the pod
 * @param model {@code organisation/name}
 * @param revision what was asked for
 * @param runtime name of the runtime
 * @param desired {@code RUNNING} or {@code STOPPED}: what its user asked for
 * @param status {@code STARTING}, {@code READY}, {@code UNHEALTHY}, {@code DEAD}, {@code STOPPING}, {@code STOPPED} or
 *     {@code FAILED}; with {@code ?check=true} as the pod shows it now, and then also {@code UNREACHABLE}
 * @param reasonCode failure code; empty when there is none
 * @param reason why, in one sentence; may be empty
 * @param instance number of the current or last server; 0 before the first
 * @param port its port on the pod; 0 before one is reserved
 * @param gpuUuids GPUs of that server
 * @param command its full command, without any secret; empty before one is planned
 * @param servedModel name to send as {@code model} (the deployment's name works too); empty before it is known
 * @param kind {@code chat}, {@code embed}, {@code score} or {@code guard}; empty before it is known
 * @param exposed whether it is bound to the pod's address and not to its loopback
 * @param apiKey only when asked for with {@code ?showKeys=true}, else null
 * @param runId last run
 * @param createdAt when it was first started
 * @param readyAt when the current server became ready; null: not yet
 * @param updatedAt when it last changed
 */
public record Deployment(
        String name,
        String pod,
        String model,
        String revision,
        String runtime,
        String desired,
        String status,
        String reasonCode,
        String reason,
        int instance,
        int port,
        List<String> gpuUuids,
        List<String> command,
        String servedModel,
        String kind,
        boolean exposed,
        @Nullable String apiKey,
        String runId,
        Instant createdAt,
        @Nullable Instant readyAt,
        Instant updatedAt) {
    public Deployment {
        gpuUuids = List.copyOf(Objects.requireNonNullElse(gpuUuids, List.of()));
        command = List.copyOf(Objects.requireNonNullElse(command, List.of()));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Deployment[" + name + ", " + status + "]";
    }
}
