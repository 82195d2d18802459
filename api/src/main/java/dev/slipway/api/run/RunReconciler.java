package dev.slipway.api.run;

import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.RunStatus;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends runs that nothing will end any more: stored, but never started because the process died in between; or begun, and
 * their workflow was ended from outside. Several processes may do this at the same time.
 */
@Singleton
class RunReconciler {
    /** Younger ones may be on their way. */
    private static final Duration QUIET = Duration.ofSeconds(60);
    /** A command to a deployment may wait for the one before it; one that is not even known after so long was lost. */
    private static final Duration LOST = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(RunReconciler.class);

    private final RunRepository runs;
    private final RunLedger ledger;
    private final DeploymentCommands commands;
    private final WorkflowClient client;
    private final Bounded bounded;
    private final Clock clock = Clock.systemUTC();

    RunReconciler(
            RunRepository runs, RunLedger ledger, DeploymentCommands commands, WorkflowClient client, Bounded bounded) {
        this.runs = runs;
        this.ledger = ledger;
        this.commands = commands;
        this.client = client;
        this.bounded = bounded;
    }

    @Scheduled(fixedDelay = "30s", initialDelay = "30s")
    @ExecuteOn(TaskExecutors.BLOCKING)
    void reconcile() {
        try {
            reconcile(clock.millis());
        } catch (RuntimeException e) {
            // The database or Temporal is away: the next round finds the same runs.
            LOG.debug("runs could not be compared with Temporal", e);
        }
    }

    void reconcile(long now) {
        runs.findByStatusInListAndUpdatedAtLessThan(
                        List.of(RunStatus.PENDING, RunStatus.RUNNING), now - QUIET.toMillis())
                .forEach(row -> check(row, now));
    }

    private void check(RunRow row, long now) {
        if (open(row) && !(row.status() == RunStatus.PENDING && lostCommand(row, now))) {
            return;
        }
        boolean stillThere = ledger.find(row.id())
                .filter(latest -> latest.status() == row.status())
                .isPresent();
        if (stillThere) {
            ledger.fail(row.id(), reason(row));
            LOG.info("run {} has ended: {}", row.id(), reason(row).message());
        }
    }

    private static Failure reason(RunRow row) {
        return row.status() == RunStatus.PENDING
                ? WorkerAbsence.failure()
                : new Failure(FailureCode.CANCELLED, "Its workflow was ended from outside, without undoing anything.");
    }

    private boolean open(RunRow row) {
        try {
            var description = bounded.call(Operations.CALL, () -> client.newUntypedWorkflowStub(row.workflowId())
                    .describe());
            boolean running = description.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
            boolean itsOwn =
                    WorkflowLabels.run(description).map(row.id()::equals).orElse(true);
            return running && itsOwn;
        } catch (RuntimeException e) {
            if (TemporalFailures.notFound(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean lostCommand(RunRow row, long now) {
        boolean command =
                switch (row.kind()) {
                    case START, STOP, RESTART -> true;
                    case SET_UP, DOWNLOAD, VERIFY -> false;
                };
        return command && row.createdAt() < now - LOST.toMillis() && !commands.knows(row);
    }
}
