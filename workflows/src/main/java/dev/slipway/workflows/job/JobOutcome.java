package dev.slipway.workflows.job;

/**
 * How a job ended.
 *
 * @param state exited, lost, or ended by us at its deadline or for stalling
 * @param exitCode of the script, in state EXITED
 * @param tail last lines of its log, at most 4 KiB, without terminal escapes
 */
public record JobOutcome(State state, int exitCode, String tail) {
    public boolean ok() {
        return state == State.EXITED && exitCode == 0;
    }

    /** How it ended. */
    public enum State {
        EXITED,
        LOST,
        DEADLINE,
        STALLED
    }
}
