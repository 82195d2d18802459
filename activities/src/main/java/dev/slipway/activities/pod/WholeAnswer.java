package dev.slipway.activities.pod;

import dev.slipway.ssh.ExecResult;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;

/** The answer to a look at a pod, or a failure that is tried again: half of one could pass for a machine without GPUs. */
final class WholeAnswer {
    private WholeAnswer() {}

    static String of(ExecResult result) {
        if (!result.ok() || !result.stdout().contains("end=yes\n")) {
            throw Failures.of(
                    FailureCode.CONNECTION_LOST,
                    "The facts of the pod did not arrive whole: "
                            + (result.stderr().isBlank()
                                    ? "no error was told."
                                    : result.stderr().strip()));
        }
        return result.stdout();
    }
}
