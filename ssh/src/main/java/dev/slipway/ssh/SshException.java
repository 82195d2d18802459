package dev.slipway.ssh;

import org.jspecify.annotations.Nullable;

/** The one exception of this module: what went wrong on the way to a machine, in a sentence, and of which kind. */
public final class SshException extends Exception {
    private final Kind kind;

    public SshException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public SshException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return switch (kind) {
            case CONNECT_TIMEOUT, CONNECTION_REFUSED, CONNECTION_LOST, CHANNEL_REFUSED, DEADLINE, INTERRUPTED -> true;
            case UNKNOWN_HOST,
                    AUTHENTICATION_FAILED,
                    HOST_KEY_CHANGED,
                    HOST_KEY_REJECTED,
                    IDENTITY_UNREADABLE,
                    IDENTITY_UNSUPPORTED,
                    FORWARDING_REFUSED,
                    TARGET_INVALID,
                    ROOT_UNUSABLE,
                    NO_HARD_LINKS,
                    TOOL_MISSING,
                    DISK_FULL,
                    FENCED,
                    PROTOCOL -> false;
        };
    }

    /** What went wrong. */
    public enum Kind {
        /** The target is not one that can be understood. */
        TARGET_INVALID,
        UNKNOWN_HOST,
        CONNECTION_REFUSED,
        CONNECT_TIMEOUT,
        AUTHENTICATION_FAILED,
        /** The pinned key and the shown key differ; the message names both fingerprints. */
        HOST_KEY_CHANGED,
        HOST_KEY_REJECTED,
        IDENTITY_UNREADABLE,
        /** Only an agent or a security key has it. */
        IDENTITY_UNSUPPORTED,
        CHANNEL_REFUSED,
        CONNECTION_LOST,
        FORWARDING_REFUSED,
        DEADLINE,
        /** The calling thread was interrupted; its interrupt flag is still set. */
        INTERRUPTED,
        /** The pod root cannot be written, executed from, or renamed in. */
        ROOT_UNUSABLE,
        NO_HARD_LINKS,
        /** A program that a pod must have is not there. */
        TOOL_MISSING,
        DISK_FULL,
        /** A newer attempt has taken over: this caller must not change anything. */
        FENCED,
        /** The remote side answered something that this version does not understand. */
        PROTOCOL
    }
}
