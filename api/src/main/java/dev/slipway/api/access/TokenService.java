package dev.slipway.api.access;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.client.token.CreatedToken;
import dev.slipway.store.token.TokenRepository;
import dev.slipway.store.token.TokenRevocation;
import dev.slipway.store.token.TokenRow;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes, checks and revokes tokens. Only hashes are stored. */
@Singleton
final class TokenService {
    private static final int NAME_LIMIT = 100;

    private final TokenRepository tokens;
    private final TokenRevocation revocation;
    private final Clock clock = Clock.systemUTC();

    TokenService(TokenRepository tokens, TokenRevocation revocation) {
        this.tokens = tokens;
        this.revocation = revocation;
    }

    /** The role of a valid token. */
    Optional<Role> roleOf(String token) {
        return tokens.findByHash(TokenText.hash(token))
                .filter(row -> row.revokedAt() == 0)
                .map(row -> Role.of(row.role()));
    }

    List<TokenRow> list() {
        return tokens.findAllOrderByName();
    }

    boolean none() {
        return tokens.count() == 0;
    }

    CreatedToken create(String name, Role role) {
        String text = TokenText.random();
        TokenRow row = store(name, role, text);
        return new CreatedToken(row.id(), name, role.word(), text);
    }

    /** Stores a token whose text was made elsewhere. */
    TokenRow store(String name, Role role, String text) {
        if (name.isBlank() || name.length() > NAME_LIMIT) {
            throw new ApiProblem(
                    FailureCode.INVALID_REQUEST, "The name of a token has 1 to " + NAME_LIMIT + " characters.");
        }
        if (tokens.findByName(name).isPresent()) {
            throw taken(name);
        }
        TokenRow row =
                new TokenRow(UUID.randomUUID().toString(), name, TokenText.hash(text), role.word(), clock.millis(), 0);
        try {
            return tokens.save(row);
        } catch (DataAccessException e) {
            // Somebody else was faster, or the database is away: the second look tells.
            if (tokens.findByName(name).isPresent()) {
                throw taken(name);
            }
            throw e;
        }
    }

    /** Revokes a token; the last one of an admin stays, for nobody could make another. */
    void revoke(String name) {
        switch (revocation.revoke(name, Role.ADMIN.word(), clock.millis())) {
            case REVOKED -> {}
            case UNKNOWN -> throw new ApiProblem(FailureCode.NOT_FOUND, "There is no token named " + name + ".");
            case LAST ->
                throw new ApiProblem(
                        FailureCode.CONFLICT,
                        "The token " + name + " is the last one of an admin: make another one before it is revoked.");
        }
    }

    private static ApiProblem taken(String name) {
        return new ApiProblem(
                FailureCode.CONFLICT, "There is a token named " + name + " already: choose another name.");
    }
}
