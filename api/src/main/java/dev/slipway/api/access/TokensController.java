package dev.slipway.api.access;

import dev.slipway.api.Times;
import dev.slipway.client.token.CreateToken;
import dev.slipway.client.token.CreatedToken;
import dev.slipway.client.token.Token;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Bearer tokens; for admins. */
@Controller("/api/v1/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokensController {
    private final TokenService tokens;

    TokensController(TokenService tokens) {
        this.tokens = tokens;
    }

    /** Lists tokens, without their text. */
    @Get
    List<Token> list() {
        return tokens.list().stream()
                .map(row -> new Token(
                        row.id(),
                        row.name(),
                        row.role(),
                        Times.instant(row.createdAt()),
                        Times.instantOrNull(row.revokedAt())))
                .toList();
    }

    /** Makes a token; its text is told this once. */
    @Post
    @Status(HttpStatus.CREATED)
    CreatedToken create(@Body CreateToken request) {
        return tokens.create(request.name() == null ? "" : request.name(), Role.of(request.role()));
    }

    /** Revokes a token at once. */
    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void revoke(String name) {
        tokens.revoke(name);
    }
}
