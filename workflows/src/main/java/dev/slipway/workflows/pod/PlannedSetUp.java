package dev.slipway.workflows.pod;

import java.util.List;

/**
 * What a set-up would do.
 *
 * @param script one POSIX script that a person can run on the pod by hand, without secrets
 * @param steps names of the steps that would change something, in order
 * @param notes what the user should know, in sentences
 */
public record PlannedSetUp(String script, List<String> steps, List<String> notes) {
    public PlannedSetUp {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }
}
