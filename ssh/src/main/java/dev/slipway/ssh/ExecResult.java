package dev.slipway.ssh;

import java.util.OptionalInt;

/**
 * How a remote command ended.
 *
 * @param exitStatus empty when the server told none (killed by a signal, or the channel just closed): its own outcome
 * @param stdout standard output, decoded as UTF-8, capped
 * @param stderr standard error, decoded as UTF-8, capped
 * @param truncated whether a cap cut something
 */
public record ExecResult(OptionalInt exitStatus, String stdout, String stderr, boolean truncated) {
    public boolean ok() {
        return exitStatus.isPresent() && exitStatus.getAsInt() == 0;
    }
}
