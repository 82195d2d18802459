package dev.slipway.store.deployment;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Deployments by name. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface DeploymentRepository extends CrudRepository<DeploymentRow, String> {
    List<DeploymentRow> findAllOrderByName();

    List<DeploymentRow> findByPodOrderByName(String pod);
}
