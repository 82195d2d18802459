package dev.slipway.client.ssh;

/** A machine cannot be named or its key not be used this way; the message is one sentence for the user. */
public final class SshTargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    public SshTargetException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong. */
    public enum Kind {
        /** The text is none that names a machine. */
        TARGET_INVALID("TARGET_INVALID"),
        /** {@code ~/.ssh/config} says something about it that Slipway cannot do, or cannot be read. */
        CONFIG_UNUSABLE("TARGET_INVALID"),
        /** There is no key for it. */
        IDENTITY_MISSING("IDENTITY_UNREADABLE"),
        /** There is a file, but no private key in it, or it cannot be read. */
        IDENTITY_UNREADABLE("IDENTITY_UNREADABLE"),
        /** Only an agent has its key. */
        AGENT_ONLY("IDENTITY_UNSUPPORTED"),
        /** Its key lives on a security key. */
        SECURITY_KEY("IDENTITY_UNSUPPORTED");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The failure code under which the API knows it. */
        public String code() {
            return code;
        }
    }
}
