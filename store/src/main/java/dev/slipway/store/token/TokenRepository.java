package dev.slipway.store.token;

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
}
