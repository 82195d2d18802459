package dev.slipway.client.deployment;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A deployment to start. Fields that are left out take their defaults; equal requests are the same request.
 *
 * @param name {@code [a-z0-9]([a-z0-9-]*[a-z0-9])?}, at most 63 characters
 * @param pod name of the pod
 * @param model {@code organisation/name}
 * @param revision branch, tag or commit; {@code main} when left out
 * @param runtime name of a runtime of the pod; empty: its newest ready one that fits
 * @param memoryPercent share of each GPU's memory; 0: from the catalogue, else 90
 * @param contextTokens largest context; 0: from the catalogue, else the model's own
 * @param gpus number of GPUs; 0: from the catalogue, else computed
 * @param port port on the pod; 0: the lowest free one
 * @param dtype {@code auto} (default), {@code float16}, {@code bfloat16} or {@code float32}
 * @param expose bind to the pod's address and not to its loopback
 * @param arguments raw vLLM arguments, which win over everything planned
 * @param environment plain variables of the server
 * @param readyTimeoutSeconds hard cap of the wait until ready; 0: derived
 */
public record StartDeployment(
        String name,
        String pod,
        String model,
        String revision,
        String runtime,
        int memoryPercent,
        int contextTokens,
        int gpus,
        int port,
        String dtype,
        boolean expose,
        List<String> arguments,
        Map<String, String> environment,
        int readyTimeoutSeconds) {
    public StartDeployment {
        revision = Objects.requireNonNullElse(revision, "main");
        runtime = Objects.requireNonNullElse(runtime, "");
        dtype = Objects.requireNonNullElse(dtype, "auto");
        arguments = List.copyOf(Objects.requireNonNullElse(arguments, List.of()));
        environment = Map.copyOf(Objects.requireNonNullElse(environment, Map.of()));
    }
}
