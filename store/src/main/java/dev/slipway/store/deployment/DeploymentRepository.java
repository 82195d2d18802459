package dev.slipway.store.deployment;

import dev.slipway.store.database.PutRepository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import java.util.List;

/** Deployments by name. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface DeploymentRepository extends PutRepository<DeploymentRow, String> {
    @Override
    default String keyOf(DeploymentRow row) {
        return row.name();
    }

    List<DeploymentRow> findAllOrderByName();

    List<DeploymentRow> findByPodOrderByName(String pod);
}
