package dev.slipway.api.problem;

import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.FailureCode;

/** The code of each way in which a machine cannot be reached. */
public final class SshFailures {
    private SshFailures() {}

    public static ApiProblem problem(SshException thrown) {
        String message = thrown.getMessage();
        return new ApiProblem(code(thrown.kind()), message == null ? "The pod cannot be reached." : message);
    }

    static FailureCode code(SshException.Kind kind) {
        return switch (kind) {
            case TARGET_INVALID -> FailureCode.TARGET_INVALID;
            case UNKNOWN_HOST -> FailureCode.UNKNOWN_HOST;
            case CONNECTION_REFUSED -> FailureCode.CONNECTION_REFUSED;
            case CONNECT_TIMEOUT -> FailureCode.CONNECTION_TIMEOUT;
            case AUTHENTICATION_FAILED -> FailureCode.AUTHENTICATION_FAILED;
            case HOST_KEY_CHANGED, HOST_KEY_REJECTED -> FailureCode.HOST_KEY_CHANGED;
            case IDENTITY_UNREADABLE -> FailureCode.IDENTITY_UNREADABLE;
            case IDENTITY_UNSUPPORTED -> FailureCode.IDENTITY_UNSUPPORTED;
            case CHANNEL_REFUSED -> FailureCode.CHANNEL_REFUSED;
            case CONNECTION_LOST, INTERRUPTED -> FailureCode.CONNECTION_LOST;
            case FORWARDING_REFUSED -> FailureCode.FORWARDING_REFUSED;
            case DEADLINE -> FailureCode.STEP_DEADLINE;
            case ROOT_UNUSABLE -> FailureCode.ROOT_UNUSABLE;
            case NO_HARD_LINKS -> FailureCode.NO_HARD_LINKS;
            case TOOL_MISSING -> FailureCode.TOOL_MISSING;
            case DISK_FULL -> FailureCode.DISK_FULL;
            case FENCED -> FailureCode.FENCED;
            case PROTOCOL -> FailureCode.INTERNAL;
        };
    }
}
