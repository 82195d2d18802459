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
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends runs that nothing will end any more: stored, but never started because the process died in between; taken up by no
 * worker for long; or begun, and their workflow was ended from outside. Several processes may do this at the same time.
 */
@Singleton
class RunReconciler {
    /** Younger ones may be on their way. */
    private static final Duration QUIET = Duration.ofSeconds(60);
    /** What no worker has begun with after so long is given up, and says so. */
    static final Duration LOST = Duration.ofMinutes(10);

    private static final Failure OUTSIDE =
            new Failure(FailureCode.CANCELLED, "Its workflow was ended from outside, without undoing anything.");

    private static final Logger LOG = LoggerFactory.getLogger(RunReconciler.class);

    private final RunRepository runs;
    private final RunLedger ledger;
    private final OpenRuns open;
    private final TakeUp takeUp;
    private final DeploymentCommands commands;
    private final WorkflowClient client;
    private final Bounded bounded;
    private final Clock clock = Clock.systemUTC();

    RunReconciler(
            RunRepository runs,
            RunLedger ledger,
            OpenRuns open,
            TakeUp takeUp,
            DeploymentCommands commands,
            WorkflowClient client,
            Bounded bounded) {
        this.runs = runs;
        this.ledger = ledger;
        this.open = open;
        this.takeUp = takeUp;
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
            // The database is away: the next round finds the same runs.
            LOG.debug("runs could not be compared with Temporal", e);
        }
    }

    void reconcile(long now) {
        runs.findByStatusInListAndUpdatedAtLessThan(RunLedger.OPEN, now - QUIET.toMillis())
                .forEach(row -> check(row, now));
    }

    private void check(RunRow row, long now) {
        try {
            end(row, now).ifPresent(reason -> fail(row, reason));
        } catch (RuntimeException e) {
            // Temporal is away, or ends it at this moment: the next round finds the same run.
            LOG.debug("run {} could not be compared with Temporal", row.id(), e);
        }
    }

    /** Why the run is over; empty when it is not. */
    private Optional<Failure> end(RunRow row, long now) {
        boolean pending = row.status() == RunStatus.PENDING;
        if (!open(row)) {
            return Optional.of(pending ? WorkerAbsence.lost() : OUTSIDE);
        }
        if (!pending || row.createdAt() > now - LOST.toMillis()) {
            return Optional.empty();
        }
        return gaveUp(row) ? Optional.of(WorkerAbsence.tooLong(LOST)) : Optional.empty();
    }

    private void fail(RunRow row, Failure reason) {
        boolean asItWas = ledger.find(row.id())
                .filter(latest -> latest.status() == row.status())
                .isPresent();
        if (asItWas) {
            ledger.fail(row.id(), reason);
            LOG.info("run {} has ended: {}", row.id(), reason.message());
        }
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

    /** Takes back what no worker ever began with, so that it does not happen after all; false when one did. */
    private boolean gaveUp(RunRow row) {
        return switch (row.kind()) {
            case START, STOP, RESTART -> withdrawn(row);
            case SET_UP, DOWNLOAD, VERIFY, REMOVE -> terminated(row);
        };
    }

    private boolean withdrawn(RunRow row) {
        if (commands.accepted(row)) {
            return false;
        }
        commands.withdraw(row);
        return true;
    }

    private boolean terminated(RunRow row) {
        var execution =
                WorkflowExecution.newBuilder().setWorkflowId(row.workflowId()).build();
        if (!takeUp.neverBegan(execution)) {
            return false;
        }
        open.endWorkflow(row.workflowId());
        return true;
    }
}
