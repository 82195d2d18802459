package dev.slipway.store.pod;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Pods by name. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PodRepository extends CrudRepository<PodRow, String> {
    List<PodRow> findAllOrderByName();

    List<PodRow> findByFingerprint(String fingerprint);
}
