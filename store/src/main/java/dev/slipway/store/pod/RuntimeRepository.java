package dev.slipway.store.pod;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Runtimes of pods. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RuntimeRepository extends CrudRepository<RuntimeRow, RuntimeKey> {
    List<RuntimeRow> findByIdPodOrderByUpdatedAtDesc(String pod);
}
