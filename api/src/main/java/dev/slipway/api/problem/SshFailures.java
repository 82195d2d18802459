package dev.slipway.api.problem;

import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.ConnectionFailure;

/** What happened on the way to a machine, as the API answers it. */
public final class SshFailures {
    private SshFailures() {}

    public static ApiProblem problem(SshException thrown) {
        String message = thrown.getMessage();
        return new ApiProblem(
                ConnectionFailure.read(thrown.kind().name(), message == null ? "The pod cannot be reached." : message));
    }
}
