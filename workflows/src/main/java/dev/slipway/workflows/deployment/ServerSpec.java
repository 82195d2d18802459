package dev.slipway.workflows.deployment;

import java.util.List;
import java.util.Map;

/**
 * What a user asked for when starting a deployment. Equal specifications are the same request.
 *
 * @param name name of the deployment, {@code [a-z0-9]([a-z0-9-]*[a-z0-9])?}, at most 63 characters
 * @param pod name of the pod
 * @param model {@code organisation/name}
 * @param revision branch, tag or commit
 * @param runtime name of a runtime of the pod; empty: the pod's newest ready one that fits
 * @param memoryPercent share of each GPU's memory; 0: from the catalogue, else 90
 * @param contextTokens largest context; 0: from the catalogue, else the model's own
 * @param gpus number of GPUs; 0: from the catalogue, else computed
 * @param port port on the pod; 0: the lowest free one
 * @param dtype {@code auto}, {@code float16}, {@code bfloat16} or {@code float32}
 * @param expose bind to the pod's address and not to its loopback
 * @param arguments raw vLLM arguments: they win over everything planned
 * @param environment plain variables of the server
 * @param readyTimeoutSeconds hard cap of the wait until ready; 0: derived
 */
public record ServerSpec(
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
    public ServerSpec {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
