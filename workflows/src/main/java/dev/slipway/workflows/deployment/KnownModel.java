package dev.slipway.workflows.deployment;

import java.util.List;
import java.util.Map;

/**
 * A model of the catalogue.
 *
 * @param id {@code organisation/name}
 * @param kind {@code chat}, {@code embed}, {@code score} or {@code guard}
 * @param weightsGib size of its weights, estimated; 0 when unknown
 * @param arguments vLLM arguments that belong to the model, wherever it runs
 * @param environment variables that belong to the model
 * @param notes sentences for the user
 * @param configurations how it is known to run
 */
public record KnownModel(
        String id,
        String kind,
        double weightsGib,
        List<String> arguments,
        Map<String, String> environment,
        List<String> notes,
        List<Configuration> configurations) {
    public KnownModel {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
        configurations = List.copyOf(configurations);
    }

    /**
     * One way in which the model is known to run.
     *
     * @param gpuTypes families that it is for, exactly; {@code any} is every GPU, {@code cpu} is none
     * @param gpus number of GPUs
     * @param hosts number of machines; more than 1 does not fit a pod
     * @param memoryPercent share of each GPU; 0: no opinion
     * @param contextTokens largest context; 0: no opinion
     * @param recommended taken before those with fewer GPUs
     * @param arguments added to those of the model
     * @param environment added to that of the model
     * @param notes sentences for the user
     */
    public record Configuration(
            List<String> gpuTypes,
            int gpus,
            int hosts,
            int memoryPercent,
            int contextTokens,
            boolean recommended,
            List<String> arguments,
            Map<String, String> environment,
            List<String> notes) {
        static final String ANY = "any";
        static final String CPU = "cpu";

        public Configuration {
            gpuTypes = List.copyOf(gpuTypes);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
            notes = List.copyOf(notes);
        }

        boolean names(String gpuType) {
            return gpuTypes.contains(gpuType);
        }

        /** As a person would say it, for example {@code 2 × H100/H200}. */
        String display() {
            return gpus == 0 ? CPU : gpus + " × " + String.join("/", gpuTypes);
        }
    }
}
