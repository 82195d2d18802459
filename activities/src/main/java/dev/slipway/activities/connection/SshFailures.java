package dev.slipway.activities.connection;

import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.ConnectionFailure;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;

/** What happened on the way to a machine, as activities throw it. */
public final class SshFailures {
    private SshFailures() {}

    /** Temporal tries it again where the code says so. */
    public static ApplicationFailure of(SshException thrown) {
        Failure failure = ConnectionFailure.read(thrown.kind().name(), message(thrown));
        return Failures.of(failure.code(), failure.message());
    }

    private static String message(SshException thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.kind().name() : message;
    }
}
