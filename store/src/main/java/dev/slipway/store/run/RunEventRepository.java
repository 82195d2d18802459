package dev.slipway.store.run;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Events of runs. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RunEventRepository extends CrudRepository<RunEventRow, RunEventKey> {
    List<RunEventRow> findByIdRunIdAndIdNumberGreaterThanOrderByIdNumber(String runId, long number);

    boolean existsByIdRunIdAndEventKey(String runId, String eventKey);
}
