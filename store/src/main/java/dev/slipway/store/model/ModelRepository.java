package dev.slipway.store.model;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Models of pods. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ModelRepository extends CrudRepository<ModelRow, ModelKey> {
    List<ModelRow> findByIdPodOrderByUpdatedAtDesc(String pod);

    List<ModelRow> findByIdPodAndIdRepository(String pod, String repository);
}
