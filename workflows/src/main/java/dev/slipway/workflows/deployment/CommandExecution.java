package dev.slipway.workflows.deployment;

import dev.slipway.workflows.deployment.Command.Restart;
import dev.slipway.workflows.deployment.Command.Start;
import dev.slipway.workflows.deployment.Command.Stop;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.RunActivities;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunKind;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Consumer;

/** Carries commands out, and holds the state that they lead to. While a phase runs, only the phase writes to the store. */
final class CommandExecution {
    private final DeploymentRecords records;
    private final RunActivities journal = DeploymentStubs.journal();
    private final PhaseRunner phases;
    private final Consumer<String> stored;
    private DeploymentState state;

    /** @param stored is told the run of a command once the store knows of it */
    CommandExecution(DeploymentState state, DeploymentRecords records, PhaseRunner phases, Consumer<String> stored) {
        this.state = state;
        this.records = records;
        this.phases = phases;
        this.stored = stored;
    }

    DeploymentState state() {
        return state;
    }

    void adopt(DeploymentState found) {
        state = found;
    }

    void carryOut(Command command) {
        switch (command) {
            case Start(String runId, ServerSpec spec) -> {
                // Only a dead one is started over.
                if (cleared(runId, 0, RunKind.START)) {
                    start(runId, spec, RunKind.START);
                }
            }
            case Restart(String runId, ServerSpec spec, int drainSeconds) -> {
                if (cleared(runId, drainSeconds, RunKind.RESTART)) {
                    start(runId, spec, RunKind.RESTART);
                }
            }
            case Stop(String runId, int drainSeconds) -> stop(runId, drainSeconds);
        }
    }

    /** A run that never began, or that a later command made void. */
    void recordCancelled(String runId, String why) {
        recordEnd(runId, RunEvent.Type.RUN_CANCELLED, new Failure(FailureCode.CANCELLED, why));
    }

    private void recordEnd(String runId, RunEvent.Type type, Failure failure) {
        journal.record(
                runId,
                List.of(new RunEvent(
                        "run/" + type, type, Workflow.currentTimeMillis(), null, failure, failure.message())));
    }

    private void start(String runId, ServerSpec spec, RunKind kind) {
        state = state.starting(spec, runId);
        if (phases.cancelWanted()) {
            state = state.startCancelled();
            records.record(state);
            stored.accept(runId);
            recordCancelled(runId, "The run was cancelled.");
            return;
        }
        records.record(state);
        stored.accept(runId);
        PhaseRunner.End end = phases.run(() -> DeploymentPhases.start(new StartRequest(state), kind));
        state = afterStart(end);
    }

    private DeploymentState afterStart(PhaseRunner.End end) {
        Failure failure = end.failure();
        if (failure == null) {
            return state.ready();
        }
        if (end.abandoned()) {
            return abandoned(failure);
        }
        return failure.code() == FailureCode.CANCELLED ? afterCancel() : state.startFailed(failure);
    }

    /** Temporal also ends a start as cancelled that was done when the cancellation came: the store knows which. */
    private DeploymentState afterCancel() {
        boolean tooLate = records.load(state.name()).status() == DeploymentStatus.READY;
        return tooLate ? state.ready() : state.startCancelled();
    }

    private void stop(String runId, int drainSeconds) {
        boolean running = state.status().serving();
        int drain = state.status() == DeploymentStatus.DEAD ? 0 : drainSeconds;
        DeploymentState stopping = state.stopping(runId);
        run(new StopRequest(stopping, stopping.stopped(null), running, running ? drain : 0, true), RunKind.STOP);
    }

    /** Stops what is there, so that something new can start; true when there is nothing (any more). */
    private boolean cleared(String runId, int drainSeconds, RunKind kind) {
        if (!state.status().serving()) {
            return true;
        }
        int drain = state.status() == DeploymentStatus.DEAD ? 0 : drainSeconds;
        DeploymentState stopping = state.replacing(runId);
        return run(new StopRequest(stopping, stopping.stopped(null), true, drain, false), kind);
    }

    private boolean run(StopRequest request, RunKind kind) {
        stored.accept(request.state().runId());
        state = request.state();
        PhaseRunner.End end = phases.run(() -> DeploymentPhases.stop(request, kind));
        Failure failure = end.failure();
        if (failure == null) {
            state = request.after();
            return true;
        }
        state = end.abandoned() ? abandoned(failure) : state.stopped(failure);
        return false;
    }

    /** Whoever was at work on it can write nothing any more, also not that its run is over. */
    private DeploymentState abandoned(Failure failure) {
        DeploymentState next = state.abandoned(failure);
        records.record(next);
        recordEnd(next.runId(), RunEvent.Type.RUN_FAILED, failure);
        return next;
    }
}
