package dev.slipway.workflows.deployment;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether weights fit a share of GPU memory.
 *
 * @param weightsGib size of the weights; 0 when unknown, and then everything fits
 */
record Sizing(double weightsGib) {
    private static final double GIB_IN_MIB = 1024.0;
    /** Activations, CUDA graphs and a first KV cache, beside the weights. */
    private static final double HEADROOM = 1.2;

    static Sizing of(long modelBytes, double catalogueGib) {
        return new Sizing(modelBytes > 0 ? modelBytes / (GIB_IN_MIB * GIB_IN_MIB * GIB_IN_MIB) : catalogueGib);
    }

    boolean known() {
        return weightsGib > 0;
    }

    /** Whether the weights alone fit: below that a start is certain to fail. */
    boolean fitsBarely(int gpus, long memoryMib, int percent) {
        return !known() || memoryMib == 0 || weightsGib <= capacityGib(gpus, memoryMib, percent);
    }

    /** Whether weights and a working room fit. */
    boolean fitsWell(int gpus, long memoryMib, int percent) {
        return !known() || memoryMib == 0 || weightsGib * HEADROOM <= capacityGib(gpus, memoryMib, percent);
    }

    /** Numbers of GPUs to try, the fewest first: tensor parallel wants a power of two. */
    List<Integer> counts(int wanted, int available) {
        if (wanted > 0) {
            return wanted <= available ? List.of(wanted) : List.of();
        }
        return IntStream.iterate(1, count -> count <= available, count -> count * 2)
                .boxed()
                .toList();
    }

    String describe(int gpus, long memoryMib, int percent) {
        if (!known()) {
            return "The size of the model is not known yet, so that one GPU is taken for enough.";
        }
        double left = capacityGib(gpus, memoryMib, percent) - weightsGib;
        return String.format(
                Locale.ROOT,
                "Computed from about %.1f GiB of weights: %d × %.1f GiB at %d %% leave about %.1f GiB for the KV cache.",
                weightsGib,
                gpus,
                memoryMib / GIB_IN_MIB,
                percent,
                Math.max(0, left));
    }

    static double capacityGib(int gpus, long memoryMib, int percent) {
        return gpus * (memoryMib / GIB_IN_MIB) * percent / 100.0;
    }
}
