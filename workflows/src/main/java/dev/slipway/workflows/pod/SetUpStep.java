package dev.slipway.workflows.pod;

import java.time.Duration;
import java.util.List;

/**
 * One step of a set-up that changes the pod: run as a job by the workflow, and printed for a person by {@code --dry-run}.
 *
 * @param name name of the run's step
 * @param why why it is needed, in a sentence without a full stop
 * @param needsRoot whether only root may do it
 * @param script POSIX shell text, safe to run again
 * @param parameters its positional parameters: data, never syntax
 * @param deadline from the start of the job
 */
public record SetUpStep(
        String name, String why, boolean needsRoot, String script, List<String> parameters, Duration deadline) {
    public SetUpStep {
        parameters = List.copyOf(parameters);
    }
}
