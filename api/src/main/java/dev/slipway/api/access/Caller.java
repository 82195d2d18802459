package dev.slipway.api.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * Who calls the gateway.
 *
 * @param trusted whether the bearer is a token of Slipway; if not, it can still be the key of a deployment
 * @param bearer what was sent
 */
public record Caller(boolean trusted, String bearer) {
    private static final String ATTRIBUTE = "dev.slipway.caller";
    private static final String SCHEME = "bearer ";

    /** The caller that the filter found. */
    public static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class).orElse(new Caller(false, ""));
    }

    static void remember(HttpRequest<?> request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    static Optional<String> bearer(HttpRequest<?> request) {
        return request.getHeaders()
                .getFirst(HttpHeaders.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "Caller[trusted=" + trusted + "]";
    }
}
