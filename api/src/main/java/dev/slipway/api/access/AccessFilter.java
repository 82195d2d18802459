package dev.slipway.api.access;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.problem.Problems;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Asks every request but {@code /health} for a token with the role that it needs. Nothing is cached: a revoked token ends at once. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter {
    private final TokenService tokens;

    AccessFilter(TokenService tokens) {
        this.tokens = tokens;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void check(HttpRequest<?> request) {
        if (request.getPath().equals("/health")) {
            return;
        }
        if (request.getHeaders().isEmpty()) {
            // So the framework shows a request whose address it cannot read: no other one has no header at all.
            throw new ApiProblem(FailureCode.INVALID_REQUEST, "The address of the request cannot be read.");
        }
        String bearer = Caller.bearer(request)
                .orElseThrow(() -> new ApiProblem(FailureCode.UNAUTHENTICATED, "The request has no bearer token."));
        Optional<Role> role = tokens.roleOf(bearer);
        if (role.isEmpty() && request.getPath().startsWith(Problems.GATEWAY)) {
            Caller.remember(request, Caller.stranger(bearer));
            return;
        }
        Role has = role.orElseThrow(
                () -> new ApiProblem(FailureCode.UNAUTHENTICATED, "The bearer token is not known, or was revoked."));
        has.require(Role.needed(request.getMethod(), request.getPath()));
        Caller.remember(request, new Caller(Optional.of(has), bearer));
    }
}
