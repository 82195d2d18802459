package dev.slipway.workflows.deployment;

import dev.slipway.workflows.pod.Gpu;
import java.util.List;
import java.util.Map;

/**
 * Where a server goes, and what the catalogue adds to its command for that place.
 *
 * @param gpus in the order of their indexes; empty on a CPU
 * @param percent share of each; 0 on a CPU
 * @param contextTokens from the catalogue; 0: no opinion
 * @param arguments from the catalogue, those of the model first
 * @param environment from the catalogue
 * @param source catalogue entry, or computed
 * @param notes for the user, in sentences
 */
record Placement(
        List<Gpu> gpus,
        int percent,
        int contextTokens,
        List<String> arguments,
        Map<String, String> environment,
        String source,
        List<String> notes) {
    Placement {
        gpus = List.copyOf(gpus);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
    }
}
