package dev.slipway.store.deployment;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** GPU leases; granted by {@link Leases} only. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface GpuLeaseRepository extends CrudRepository<GpuLeaseRow, GpuLeaseKey> {
    List<GpuLeaseRow> findByIdGpuUuid(String gpuUuid);

    List<GpuLeaseRow> findByIdGpuUuidInList(List<String> gpuUuids);

    List<GpuLeaseRow> findByIdDeployment(String deployment);

    List<GpuLeaseRow> findByIdDeploymentAndIdInstanceOrderByIdGpuUuid(String deployment, int instance);

    void deleteByIdDeploymentAndIdInstance(String deployment, int instance);
}
