package dev.slipway.store.run;

import dev.slipway.workflows.run.RunStatus;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Runs by id. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RunRepository extends CrudRepository<RunRow, String> {
    List<RunRow> findByWorkflowIdAndStatusInList(String workflowId, List<RunStatus> statuses);

    List<RunRow> findTop100OrderByIdDesc();

    List<RunRow> findTop100ByPodOrderByIdDesc(String pod);
}
