package dev.slipway.store.run;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Log text of runs. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RunLogRepository extends CrudRepository<RunLogRow, RunLogKey> {
    List<RunLogRow> findByIdRunIdOrderByIdJobIdAndIdLogOffset(String runId);

    List<RunLogRow> findByIdRunIdAndEventBetween(String runId, long first, long last);
}
