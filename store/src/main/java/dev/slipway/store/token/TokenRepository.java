package dev.slipway.store.token;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** Tokens by id and hash. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface TokenRepository extends CrudRepository<TokenRow, String> {
    Optional<TokenRow> findByHash(String hash);

    Optional<TokenRow> findByName(String name);

    List<TokenRow> findAllOrderByName();

    /** The tokens of a role that are not revoked, locked until the end of the transaction around it. */
    @Query("select * from token where role = :role and revoked_at = 0 order by id for update")
    List<TokenRow> lockValid(String role);

    /** Revokes a token; one that was revoked before keeps its time, in epoch milliseconds. */
    @Query("update token set revoked_at = :now where name = :name and revoked_at = 0")
    void revoke(String name, long now);
}
