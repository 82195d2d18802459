package dev.slipway.store.deployment;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Instances of deployments. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface InstanceRepository extends CrudRepository<InstanceRow, InstanceKey> {
    List<InstanceRow> findByIdDeploymentOrderByIdNumber(String deployment);

    List<InstanceRow> findByPod(String pod);
}
