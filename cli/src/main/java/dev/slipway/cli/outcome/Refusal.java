package dev.slipway.cli.outcome;

import java.util.Objects;

/** Something that the command itself refuses: its message is one sentence for the user, and the remedy another one. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String remedy;

    public Refusal(ExitCode exitCode, String sentence, String remedy) {
        super(sentence);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /** A wrong use of the command. */
    public static Refusal usage(String sentence, String remedy) {
        return new Refusal(ExitCode.USAGE, sentence, remedy);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }

    public String remedy() {
        return remedy;
    }
}
