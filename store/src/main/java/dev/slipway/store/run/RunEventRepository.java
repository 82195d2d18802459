package dev.slipway.store.run;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Collection;
import java.util.List;

/** Events of runs; written by {@link RunJournal} only. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RunEventRepository extends CrudRepository<RunEventRow, RunEventKey> {
    List<RunEventRow> findByIdRunIdAndIdNumberGreaterThanOrderByIdNumber(String runId, long number);

    boolean existsByIdRunIdAndEventKey(String runId, String eventKey);

    @Query("select * from run_event where run_id = :runId and number > :number order by number limit :limit")
    List<RunEventRow> page(String runId, long number, int limit);

    @Query("select event_key from run_event where run_id = :runId and event_key in (:keys)")
    List<String> known(String runId, Collection<String> keys);

    void deleteByIdRunIdAndEventKey(String runId, String eventKey);

    /** Events of one type, in order. */
    @Query("select * from run_event where run_id = :runId and type = :type order by number")
    List<RunEventRow> ofType(String runId, String type);
}
