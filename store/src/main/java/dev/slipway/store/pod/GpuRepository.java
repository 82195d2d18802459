package dev.slipway.store.pod;

import dev.slipway.store.database.PutRepository;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import java.util.List;

/** GPUs of pods. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface GpuRepository extends PutRepository<GpuRow, GpuKey> {
    @Override
    default GpuKey keyOf(GpuRow row) {
        return row.id();
    }

    List<GpuRow> findByIdPodOrderByIdx(String pod);

    void deleteByIdPod(String pod);

    /**
     * UUIDs of those that are known, their rows locked until the end of the transaction around it. In the order of the UUIDs,
     * so that two lockers never wait for each other in a circle; a GPU with two pod names is locked under both.
     */
    @Query("select uuid from gpu where uuid in (:uuids) order by uuid, pod for update")
    List<String> lock(List<String> uuids);
}
