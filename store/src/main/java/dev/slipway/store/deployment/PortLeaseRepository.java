package dev.slipway.store.deployment;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Port leases; granted by {@link Leases} only. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PortLeaseRepository extends CrudRepository<PortLeaseRow, PortLeaseKey> {
    List<PortLeaseRow> findByIdFingerprint(String fingerprint);

    List<PortLeaseRow> findByDeployment(String deployment);

    void deleteByDeploymentAndInstance(String deployment, int instance);
}
