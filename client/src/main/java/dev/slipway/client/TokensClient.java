package dev.slipway.client;

import static dev.slipway.client.PathText.segment;

import dev.slipway.client.token.CreateToken;
import dev.slipway.client.token.CreatedToken;
import dev.slipway.client.token.Token;
import java.util.List;

/** Bearer tokens; for admins. */
public final class TokensClient {
    private static final String TOKENS = SlipwayClient.BASE + "/tokens";

    private final Transport transport;

    TokensClient(Transport transport) {
        this.transport = transport;
    }

    public List<Token> list() {
        return transport.list(TOKENS, Token.class);
    }

    public CreatedToken create(CreateToken request) {
        return transport.send("POST", TOKENS, request, CreatedToken.class);
    }

    /** Revokes a token at once, by name. */
    public void revoke(String name) {
        transport.send("DELETE", TOKENS + "/" + segment(name), null);
    }
}
