package dev.slipway.api.access;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.HttpMethod;
import java.util.Arrays;
import java.util.Locale;

/** What a token may do; each role may also do what those before it may. */
enum Role {
    /** Read, and use the gateway. */
    VIEWER,
    /** Also start, stop, and change pods. */
    OPERATOR,
    /** Also make and revoke tokens, and see keys. */
    ADMIN;

    boolean allows(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** {@code FORBIDDEN} unless it allows what is needed. */
    void require(Role needed) {
        if (!allows(needed)) {
            throw new ApiProblem(
                    FailureCode.FORBIDDEN,
                    "This needs the role " + needed.word() + "; the token has the role " + word() + ".");
        }
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ApiProblem(
                        FailureCode.INVALID_REQUEST,
                        "The role must be viewer, operator or admin, and not \"" + word + "\"."));
    }

    /** The least role for a request. */
    static Role needed(HttpMethod method, String path) {
        if (path.equals("/api/v1/tokens") || path.startsWith("/api/v1/tokens/")) {
            return ADMIN;
        }
        boolean reads = method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
        return reads || path.startsWith("/v1/") ? VIEWER : OPERATOR;
    }
}
