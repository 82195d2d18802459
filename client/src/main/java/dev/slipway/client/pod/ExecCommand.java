package dev.slipway.client.pod;

import java.util.Objects;

/**
 * One command for a pod.
 *
 * @param command a line for {@code sh} on the pod
 * @param stdin text for its standard input; empty for none
 * @param timeoutSeconds deadline, 1 to 600; 60 when left out
 */
public record ExecCommand(String command, String stdin, int timeoutSeconds) {
    public ExecCommand {
        stdin = Objects.requireNonNullElse(stdin, "");
        timeoutSeconds = timeoutSeconds == 0 ? 60 : timeoutSeconds;
    }
}
