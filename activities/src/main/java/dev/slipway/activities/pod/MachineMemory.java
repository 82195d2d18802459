package dev.slipway.activities.pod;

/**
 * Memory of a machine, or of the container that it is.
 *
 * @param totalMiB in all
 * @param availableMiB without swapping
 */
record MachineMemory(long totalMiB, long availableMiB) {
    private static final long KIB_PER_MIB = 1024;

    static MachineMemory of(FactLines lines) {
        long total = lines.number("memory.MemTotal") / KIB_PER_MIB;
        long limit = lines.number("memory.limit") / KIB_PER_MIB / KIB_PER_MIB;
        long most = limit > 0 ? Math.min(limit, total) : total;
        return new MachineMemory(most, Math.min(most, lines.number("memory.MemAvailable") / KIB_PER_MIB));
    }
}
