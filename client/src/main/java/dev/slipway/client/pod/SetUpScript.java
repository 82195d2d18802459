package dev.slipway.client.pod;

import java.util.List;
import java.util.Objects;

/**
 * What a set-up would do.
 *
 * @param pod name of the pod
 * @param script the whole of it as a person would run it by hand: POSIX shell text, without secrets
 * @param steps names of the steps that would change something, in order
 * @param notes what the user should know, in sentences
 */
public record SetUpScript(String pod, String script, List<String> steps, List<String> notes) {
    public SetUpScript {
        steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
        notes = List.copyOf(Objects.requireNonNullElse(notes, List.of()));
    }
}
