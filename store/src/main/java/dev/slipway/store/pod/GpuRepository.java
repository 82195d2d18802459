package dev.slipway.store.pod;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** GPUs of pods. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface GpuRepository extends CrudRepository<GpuRow, GpuKey> {
    List<GpuRow> findByIdPodOrderByIdx(String pod);

    void deleteByIdPod(String pod);
}
