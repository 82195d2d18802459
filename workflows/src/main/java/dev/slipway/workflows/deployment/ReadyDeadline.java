package dev.slipway.workflows.deployment;

/**
 * How long a start may take until its server is ready. Too short deadlines are the most common first failure, so that it is
 * derived, extended by progress in the log, and bounded by a hard cap only.
 *
 * @param derivedSeconds from size, storage and first compile; passed only by a server that still makes progress
 * @param quietSeconds a server that logged nothing for so long makes no progress
 * @param capSeconds never longer than this
 */
public record ReadyDeadline(int derivedSeconds, int quietSeconds, int capSeconds) {
    /** Imports, first compile, graph capture. */
    private static final int BASE_SECONDS = 420;
    /** Python alone takes longer to get going on few cores. */
    private static final int CPU_BASE_SECONDS = 300;
    /** Slow network storage. */
    private static final long BYTES_PER_SECOND = 100L << 20;

    private static final int LEAST_QUIET_SECONDS = 180;
    private static final int LEAST_CAP_SECONDS = 3600;

    /**
     * Derives it.
     *
     * @param wantedCapSeconds what the user said; 0: derived too
     * @param modelBytes size of the model; 0 when unknown
     * @param cpu whether it computes on a CPU
     */
    public static ReadyDeadline of(int wantedCapSeconds, long modelBytes, boolean cpu) {
        int loading = (int) Math.min(6 * 3600L, modelBytes / BYTES_PER_SECOND);
        int derived = (cpu ? CPU_BASE_SECONDS : BASE_SECONDS) + loading;
        int cap = wantedCapSeconds > 0 ? wantedCapSeconds : Math.max(LEAST_CAP_SECONDS, 4 * derived);
        return new ReadyDeadline(Math.min(derived, cap), Math.max(LEAST_QUIET_SECONDS, derived / 4), cap);
    }

    /**
     * Whether it has passed.
     *
     * @param elapsedMillis since the process started
     * @param sinceProgressMillis since the log last grew
     */
    public boolean passed(long elapsedMillis, long sinceProgressMillis) {
        if (elapsedMillis >= capSeconds * 1000L) {
            return true;
        }
        return elapsedMillis >= derivedSeconds * 1000L && sinceProgressMillis >= quietSeconds * 1000L;
    }
}
