package dev.slipway.store.pod;

import dev.slipway.store.database.PutRepository;
import dev.slipway.workflows.pod.PodStatus;
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

    @Query("update pod set status = :status, reason = :reason, updated_at = :at where name = :name")
    void setStatus(String name, PodStatus status, String reason, long at);

    /** What identifies the machine, as it was last seen. */
    @Query("update pod set fingerprint = :fingerprint, boot_identity = :bootIdentity, updated_at = :at"
            + " where name = :name")
    void setMachine(String name, String fingerprint, String bootIdentity, long at);

    @Query("update pod set facts = :facts, facts_at = :at, updated_at = :at where name = :name")
    void setFacts(String name, String facts, long at);

    @Query("update pod set models_path = :modelsPath, updated_at = :at where name = :name")
    void setModelsPath(String name, String modelsPath, long at);
}
