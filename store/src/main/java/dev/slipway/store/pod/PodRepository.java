package dev.slipway.store.pod;

import dev.slipway.store.database.PutRepository;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import java.util.List;

/** Pods by name. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PodRepository extends PutRepository<PodRow, String> {
    @Override
    default String keyOf(PodRow row) {
        return row.name();
    }

    List<PodRow> findAllOrderByName();

    List<PodRow> findByFingerprint(String fingerprint);

    /** Pins the key that the machine showed; leaves one that was pinned meanwhile. */
    @Query("update pod set host_key = :hostKey, updated_at = :at where name = :name and host_key = ''")
    void pinHostKey(String name, String hostKey, long at);
}
