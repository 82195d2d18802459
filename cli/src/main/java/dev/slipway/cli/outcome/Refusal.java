package dev.slipway.cli.outcome;

import dev.slipway.client.Problem;
import java.util.Objects;

/** Something that the command itself refuses: its message is one sentence for the user, and the remedy another one. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String code;
    private final String remedy;

    /** {@code code} is a failure code, as the server has them. */
    public Refusal(ExitCode exitCode, String code, String sentence, String remedy) {
        super(sentence);
        this.exitCode = exitCode;
        this.code = code;
        this.remedy = remedy;
    }

    /** A wrong use of the command. */
    public static Refusal usage(String sentence, String remedy) {
        return new Refusal(ExitCode.USAGE, "INVALID_REQUEST", sentence, remedy);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** In the words of the API, for {@code -o json}; the status is 0, since no server was asked. */
    public Problem problem() {
        return new Problem("about:blank", code, 0, Objects.requireNonNull(getMessage()), code, remedy, "");
    }
}
