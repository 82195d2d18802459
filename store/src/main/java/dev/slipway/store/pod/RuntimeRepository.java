package dev.slipway.store.pod;

import dev.slipway.store.database.PutRepository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import java.util.List;

/** Runtimes of pods. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RuntimeRepository extends PutRepository<RuntimeRow, RuntimeKey> {
    @Override
    default RuntimeKey keyOf(RuntimeRow row) {
        return row.id();
    }

    List<RuntimeRow> findByIdPodOrderByUpdatedAtDesc(String pod);

    void deleteByIdPod(String pod);
}
