package dev.slipway.client.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One way to run a model.
 *
 * @param gpuTypes GPU types that it was made for; empty: any
 * @param gpus number of GPUs; 0: none needed
 * @param arguments vLLM arguments
 * @param environment variables of the server
 * @param notes for people; may be empty
 */
public record CatalogueVariant(
        List<String> gpuTypes, int gpus, List<String> arguments, Map<String, String> environment, String notes) {
    public CatalogueVariant {
        gpuTypes = List.copyOf(Objects.requireNonNullElse(gpuTypes, List.of()));
        arguments = List.copyOf(Objects.requireNonNullElse(arguments, List.of()));
        environment = Map.copyOf(Objects.requireNonNullElse(environment, Map.of()));
        notes = Objects.requireNonNullElse(notes, "");
    }
}
