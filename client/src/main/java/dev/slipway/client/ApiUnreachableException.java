package dev.slipway.client;

/** No usable answer came: nobody listens, the connection was lost, the time ran out, or it is no Slipway server. */
public final class ApiUnreachableException extends ApiException {
    public static final String CODE = "API_UNREACHABLE";

    private static final long serialVersionUID = 1L;

    public ApiUnreachableException(String message, Throwable cause) {
        this(message);
        initCause(cause);
    }

    public ApiUnreachableException(String message) {
        super(new Problem("about:blank", "API unreachable", 0, message, CODE, REMEDY, ""));
    }

    private static final String REMEDY = "Start it with `slipway up`, or name another one with --server.";
}
