package dev.slipway.workflows.pod;

import java.util.List;

/**
 * The GPUs of a pod.
 *
 * @param state what nvidia-smi says
 * @param message what it said when it failed, in one line; else empty
 * @param driver driver version, for example {@code 570.172.08}; empty when unknown
 * @param cuda highest CUDA version that the driver supports, for example {@code 12.8}; empty when unknown
 * @param gpus by index
 * @param holders who holds their memory
 * @param notes what a user should know of them, in sentences
 */
public record GpuFacts(
        GpuState state,
        String message,
        String driver,
        String cuda,
        List<Gpu> gpus,
        List<GpuHolder> holders,
        List<String> notes) {
    public GpuFacts {
        gpus = List.copyOf(gpus);
        holders = List.copyOf(holders);
        notes = List.copyOf(notes);
    }

    /** A machine without any. */
    public static GpuFacts none() {
        return new GpuFacts(GpuState.NONE, "", "", "", List.of(), List.of(), List.of());
    }
}
