package dev.slipway.workflows.failure;

import java.util.Arrays;

/**
 * What happened on the way to a machine, and the one place where it gets a failure code. The names are those of the
 * {@code ssh} module's kinds, which knows nothing of failure codes, as this module knows nothing of SSH; a test of
 * {@code activities}, which sees both, holds them together.
 */
public enum ConnectionFailure {
    TARGET_INVALID(FailureCode.TARGET_INVALID),
    UNKNOWN_HOST(FailureCode.UNKNOWN_HOST),
    CONNECTION_REFUSED(FailureCode.CONNECTION_REFUSED),
    CONNECT_TIMEOUT(FailureCode.CONNECTION_TIMEOUT),
    AUTHENTICATION_FAILED(FailureCode.AUTHENTICATION_FAILED),
    HOST_KEY_CHANGED(FailureCode.HOST_KEY_CHANGED),
    HOST_KEY_REJECTED(FailureCode.HOST_KEY_CHANGED),
    IDENTITY_UNREADABLE(FailureCode.IDENTITY_UNREADABLE),
    IDENTITY_UNSUPPORTED(FailureCode.IDENTITY_UNSUPPORTED),
    CHANNEL_REFUSED(FailureCode.CHANNEL_REFUSED),
    CONNECTION_LOST(FailureCode.CONNECTION_LOST),
    FORWARDING_REFUSED(FailureCode.FORWARDING_REFUSED),
    /** Our own short command got no end in its time: the pod is slow or half gone, and may answer the next time. */
    DEADLINE(FailureCode.CONNECTION_TIMEOUT),
    /** An interrupted activity hands over: its next attempt, here or elsewhere, goes on. */
    INTERRUPTED(FailureCode.CONNECTION_LOST),
    ROOT_UNUSABLE(FailureCode.ROOT_UNUSABLE),
    NO_HARD_LINKS(FailureCode.NO_HARD_LINKS),
    TOOL_MISSING(FailureCode.TOOL_MISSING),
    DISK_FULL(FailureCode.DISK_FULL),
    FENCED(FailureCode.FENCED),
    PROTOCOL(FailureCode.INTERNAL);

    private final FailureCode code;

    ConnectionFailure(FailureCode code) {
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }

    /** The failure of a kind of the {@code ssh} module, with the sentence that came with it. */
    public static Failure read(String kind, String message) {
        FailureCode code = Arrays.stream(values())
                .filter(known -> known.name().equals(kind))
                .findFirst()
                .map(ConnectionFailure::code)
                .orElse(FailureCode.INTERNAL);
        return new Failure(code, message);
    }
}
