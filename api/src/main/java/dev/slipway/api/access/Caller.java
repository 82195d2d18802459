package dev.slipway.api.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** Who calls. */
public final class Caller {
    private static final String ATTRIBUTE = "dev.slipway.caller";
    private static final String SCHEME = "bearer ";

    private final Optional<Role> role;
    private final String bearer;

    /**
     * @param role of the token; empty when the bearer is none
     * @param bearer what was sent
     */
    Caller(Optional<Role> role, String bearer) {
        this.role = role;
        this.bearer = bearer;
    }

    /** Somebody without a token of Slipway, who may still have the key of a deployment. */
    static Caller stranger(String bearer) {
        return new Caller(Optional.empty(), bearer);
    }

    /** Whether the bearer is a token of Slipway. */
    public boolean trusted() {
        return role.isPresent();
    }

    /** What was sent. */
    public String bearer() {
        return bearer;
    }

    /** {@code FORBIDDEN} unless an admin calls. */
    public void requireAdmin() {
        role.orElse(Role.VIEWER).require(Role.ADMIN);
    }

    /** The caller that the filter found. */
    public static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class).orElse(stranger(""));
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
        return "Caller[role=" + role + "]";
    }
}
