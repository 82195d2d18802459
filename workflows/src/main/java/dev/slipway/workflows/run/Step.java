package dev.slipway.workflows.run;

/**
 * One step of a run as it is shown.
 *
 * @param name stable identifier in kebab case, unique in the run
 * @param title what people read
 * @param state where it is
 * @param detail one line on what it did or does; empty when there is nothing to say
 * @param startedAtMillis epoch milliseconds; 0 when not started
 * @param endedAtMillis epoch milliseconds; 0 when not ended
 */
public record Step(
        String name, String title, StepState state, String detail, long startedAtMillis, long endedAtMillis) {
    public static Step waiting(String name, String title) {
        return new Step(name, title, StepState.WAITING, "", 0, 0);
    }
}
