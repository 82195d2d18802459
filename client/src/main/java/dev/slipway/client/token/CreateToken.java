package dev.slipway.client.token;

import java.util.Objects;

/**
 * A token to make.
 *
 * @param name unique, for people
 * @param role {@code viewer} (default: reads), {@code operator} (also starts, stops, changes pods) or {@code admin}
 *     (also tokens and secrets)
 */
public record CreateToken(String name, String role) {
    public CreateToken {
        role = Objects.requireNonNullElse(role, "viewer");
    }
}
