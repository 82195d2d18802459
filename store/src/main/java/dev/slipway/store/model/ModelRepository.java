package dev.slipway.store.model;

import dev.slipway.store.database.PutRepository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import java.util.List;

/** Models of pods. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ModelRepository extends PutRepository<ModelRow, ModelKey> {
    @Override
    default ModelKey keyOf(ModelRow row) {
        return row.id();
    }

    List<ModelRow> findByIdPodOrderByUpdatedAtDesc(String pod);

    List<ModelRow> findByIdPodAndIdRepository(String pod, String repository);

    void deleteByIdPod(String pod);

    void deleteByIdPodAndIdRepository(String pod, String repository);
}
