package dev.slipway.store.pod;

import dev.slipway.store.database.PutRepository;
import dev.slipway.workflows.pod.PodStatus;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Another way to the machine, and what it showed when it was reached that way. */
    @Query("update pod set target = :target, access_sealed = :accessSealed, host_key = :hostKey,"
            + " fingerprint = :fingerprint, boot_identity = :bootIdentity, updated_at = :at where name = :name")
    void setAccess(
            String name,
            String target,
            byte[] accessSealed,
            String hostKey,
            String fingerprint,
            String bootIdentity,
            long at);

    /** What the user wants of the pod beside its address. */
    @Query("update pod set mount_command = :mountCommand, models_path = :modelsPath, environment = :environment,"
            + " updated_at = :at where name = :name")
    void setWishes(String name, String mountCommand, String modelsPath, String environment, long at);

    @Query("update pod set secrets_sealed = :secretsSealed, updated_at = :at where name = :name")
    void setSecrets(String name, @jakarta.annotation.Nullable byte @Nullable [] secretsSealed, long at);

    /** Forgets what was found on the machine, because there is another one now. */
    @Query("update pod set status = 'NEW', reason = :reason, facts = '{}', facts_at = 0, updated_at = :at"
            + " where name = :name")
    void startAnew(String name, String reason, long at);
}
