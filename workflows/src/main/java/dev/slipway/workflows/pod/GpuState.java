package dev.slipway.workflows.pod;

/** What {@code nvidia-smi} on a pod has to say. */
public enum GpuState {
    /** It lists at least one GPU. */
    PRESENT,
    /** The machine has no NVIDIA GPU, or none that this container is given. */
    NONE,
    /** There is a GPU, and no driver that answers for it. */
    DRIVER_MISSING,
    /** The driver's library is of another version than the loaded driver. */
    DRIVER_MISMATCH,
    /** A GPU has fallen off the bus. */
    LOST,
    /** It did not answer in time. */
    TIMEOUT,
    /** It failed in a way that has no name here. */
    FAILED
}
