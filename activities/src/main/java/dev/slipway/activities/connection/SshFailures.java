package dev.slipway.activities.connection;

import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;

/** The one place where what happened on the way to a machine gets a failure code. */
public final class SshFailures {
    private SshFailures() {}

    /** The failure that an activity throws; Temporal tries it again where the code says so. */
    public static ApplicationFailure of(SshException thrown) {
        String message = thrown.getMessage();
        return Failures.of(code(thrown.kind()), message == null ? thrown.kind().name() : message);
    }

    static FailureCode code(SshException.Kind kind) {
        return switch (kind) {
            case TARGET_INVALID -> FailureCode.TARGET_INVALID;
            case UNKNOWN_HOST -> FailureCode.UNKNOWN_HOST;
            case CONNECTION_REFUSED -> FailureCode.CONNECTION_REFUSED;
            case CONNECT_TIMEOUT, DEADLINE -> FailureCode.CONNECTION_TIMEOUT;
            case AUTHENTICATION_FAILED -> FailureCode.AUTHENTICATION_FAILED;
            case HOST_KEY_CHANGED, HOST_KEY_REJECTED -> FailureCode.HOST_KEY_CHANGED;
            case IDENTITY_UNREADABLE -> FailureCode.IDENTITY_UNREADABLE;
            case IDENTITY_UNSUPPORTED -> FailureCode.IDENTITY_UNSUPPORTED;
            case CHANNEL_REFUSED -> FailureCode.CHANNEL_REFUSED;
            // An interrupted activity hands over: its next attempt, here or elsewhere, goes on.
            case CONNECTION_LOST, INTERRUPTED -> FailureCode.CONNECTION_LOST;
            case FORWARDING_REFUSED -> FailureCode.FORWARDING_REFUSED;
            case ROOT_UNUSABLE -> FailureCode.ROOT_UNUSABLE;
            case NO_HARD_LINKS -> FailureCode.NO_HARD_LINKS;
            case TOOL_MISSING -> FailureCode.TOOL_MISSING;
            case DISK_FULL -> FailureCode.DISK_FULL;
            case FENCED -> FailureCode.FENCED;
            case PROTOCOL -> FailureCode.INTERNAL;
        };
    }
}
