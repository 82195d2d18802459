package dev.slipway.store.run;

import dev.slipway.workflows.run.RunStatus;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Runs by id. Status, failure, progress and counters are moved by {@link RunJournal} only. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RunRepository extends CrudRepository<RunRow, String> {
    List<RunRow> findByWorkflowIdAndStatusInList(String workflowId, List<RunStatus> statuses);

    List<RunRow> findByPodAndStatusInList(String pod, List<RunStatus> statuses);

    List<RunRow> findTop100OrderByIdDesc();

    List<RunRow> findTop100ByPodOrderByIdDesc(String pod);

    /** The row, locked until the end of the transaction around it. */
    @Query("select * from run where id = :id for update")
    Optional<RunRow> lock(String id);

    /** Numbers of the last events of runs, for readers that look whether there is more. */
    @Query("select id, last_event from run where id in (:ids)")
    List<LastEvent> lastEvents(Collection<String> ids);

    /** At most 100 runs that ended before a moment, in epoch milliseconds. */
    @Query("select id from run where ended_at > 0 and ended_at < :before order by ended_at limit 100")
    List<String> endedBefore(long before);

    /** Stores what the journal moves; the caller holds the lock of the row. */
    @Query("update run set status = :status, failure_code = :failureCode, failure_message = :failureMessage,"
            + " last_event = :lastEvent, log_bytes = :logBytes, bytes_done = :bytesDone, bytes_total = :bytesTotal,"
            + " bytes_per_second = :bytesPerSecond, updated_at = :updatedAt, ended_at = :endedAt where id = :id")
    void move(
            String id,
            String status,
            String failureCode,
            String failureMessage,
            long lastEvent,
            long logBytes,
            long bytesDone,
            long bytesTotal,
            long bytesPerSecond,
            long updatedAt,
            long endedAt);

    void deleteByIdInList(List<String> ids);

    /** Runs in one of the states that did not change since a moment, in epoch milliseconds. */
    List<RunRow> findByStatusInListAndUpdatedAtLessThan(List<RunStatus> statuses, long before);

    /** Notes which execution carries a run out; moves nothing else. */
    @Query("update run set temporal_run_id = :temporalRunId where id = :id")
    void setTemporalRunId(String id, String temporalRunId);

    /** Removes a run that never began. */
    @Query("delete from run where id = :id and status = 'PENDING'")
    void deletePending(String id);
}
