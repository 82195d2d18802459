package dev.slipway.store.deployment;

import dev.slipway.store.database.PutRepository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import java.util.List;

/** Instances of deployments. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface InstanceRepository extends PutRepository<InstanceRow, InstanceKey> {
    @Override
    default InstanceKey keyOf(InstanceRow row) {
        return row.id();
    }

    List<InstanceRow> findByIdDeploymentOrderByIdNumber(String deployment);

    List<InstanceRow> findByPod(String pod);
}
