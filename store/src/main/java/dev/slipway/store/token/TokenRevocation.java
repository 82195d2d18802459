package dev.slipway.store.token;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;

/** Revokes tokens, but never the last one of a role that somebody must have. */
@Singleton
public class TokenRevocation {
    private final TransactionOperations<Connection> transactions;
    private final TokenRepository tokens;

    TokenRevocation(TransactionOperations<Connection> transactions, TokenRepository tokens) {
        this.transactions = transactions;
        this.tokens = tokens;
    }

    /** What became of a request to revoke a token. */
    public enum Outcome {
        /** It is revoked, now or since before. */
        REVOKED,
        UNKNOWN,
        /** It stays: no other token of the kept role is valid. */
        LAST
    }

    /**
     * Revokes a token. Of several that are revoked at once, by whichever process, one of the kept role stays.
     *
     * @param keptRole role of which one token stays valid
     * @param now epoch milliseconds
     */
    public Outcome revoke(String name, String keptRole, long now) {
        return transactions.executeWrite(status -> {
            // All that could be the last are locked, each time in the same order.
            List<TokenRow> kept = tokens.lockValid(keptRole);
            if (tokens.findByName(name).isEmpty()) {
                return Outcome.UNKNOWN;
            }
            if (kept.size() == 1 && kept.getFirst().name().equals(name)) {
                return Outcome.LAST;
            }
            tokens.revoke(name, now);
            return Outcome.REVOKED;
        });
    }
}
