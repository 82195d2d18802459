package dev.slipway.client;

/** The server answered with a problem. Its message is the problem's detail: one sentence for the user. */
public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ApiException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** HTTP status; 0 when there was no answer. */
    public int status() {
        return problem.status();
    }

    /** Failure code, a row of {@code docs/failures.md}. */
    public String code() {
        return problem.code();
    }
}
