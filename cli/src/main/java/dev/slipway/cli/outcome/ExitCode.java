package dev.slipway.cli.outcome;

import dev.slipway.client.ApiException;
import dev.slipway.client.ApiUnreachableException;
import java.util.Set;

/** How the command ends. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    NOT_FOUND(3),
    CONFLICT(4),
    UNREACHABLE(5);

    /** Failures that mean that somebody who is needed cannot be reached: a part of the service, or the pod. */
    private static final Set<String> UNREACHABLE_CODES = Set.of(
            "NO_WORKER",
            "TEMPORAL_UNAVAILABLE",
            "DATABASE_UNAVAILABLE",
            "UNKNOWN_HOST",
            "CONNECTION_REFUSED",
            "CONNECTION_TIMEOUT",
            "CONNECTION_LOST",
            "POD_UNREACHABLE");

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The code for what the server answered. */
    public static ExitCode of(ApiException problem) {
        return problem instanceof ApiUnreachableException ? UNREACHABLE : of(problem.code(), problem.status());
    }

    /** The code for a failure; {@code status} is the HTTP status that belongs to it. */
    public static ExitCode of(String code, int status) {
        if (UNREACHABLE_CODES.contains(code)) {
            return UNREACHABLE;
        }
        return switch (status) {
            case 400 -> USAGE;
            case 404 -> NOT_FOUND;
            case 409 -> CONFLICT;
            default -> FAILED;
        };
    }
}
