package dev.slipway.client.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is shown.
 *
 * @param id its id
 * @param name its name
 * @param role {@code viewer}, {@code operator} or {@code admin}
 * @param createdAt when it was made
 * @param revokedAt when it was revoked; null: it is valid
 */
public record Token(
        String id,
        String name,
        String role,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
