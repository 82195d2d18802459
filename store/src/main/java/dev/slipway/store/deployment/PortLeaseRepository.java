package dev.slipway.store.deployment;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** Port leases; granted by {@link Leases} only. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PortLeaseRepository extends CrudRepository<PortLeaseRow, PortLeaseKey> {
    List<PortLeaseRow> findByIdFingerprint(String fingerprint);

    List<PortLeaseRow> findByDeployment(String deployment);

    Optional<PortLeaseRow> findByDeploymentAndInstance(String deployment, int instance);

    void deleteByDeploymentAndInstance(String deployment, int instance);

    /** Takes a port unless the port, or another one of the instance, is taken: answers 1 or 0, never throws for that. */
    @Query("insert into port_lease (fingerprint, port, deployment, instance, run_id, created_at)"
            + " values (:fingerprint, :port, :deployment, :instance, :runId, :createdAt) on conflict do nothing")
    int take(String fingerprint, int port, String deployment, int instance, String runId, long createdAt);
}
