package dev.slipway.workflows.deployment;

import dev.slipway.workflows.deployment.Command.Restart;
import dev.slipway.workflows.deployment.Command.Start;
import dev.slipway.workflows.deployment.Command.Stop;
import dev.slipway.workflows.deployment.CommandDesk.Verdict;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Takes commands, and has them carried out one after the other; at most one phase runs at a time. */
public final class DeploymentWorkflowImpl implements DeploymentWorkflow {
    /** A deployment that runs nothing and was asked nothing for so long has no open workflow. */
    static final Duration IDLE = Duration.ofSeconds(60);
    /** The server suggests it late; a short history is replayed faster. */
    static final int LONG_HISTORY = 500;

    private final DeploymentRecords records = DeploymentStubs.records();
    private final CommandDesk desk = new CommandDesk();
    private final PhaseRunner phases = new PhaseRunner();
    private final Set<String> taken = new HashSet<>();
    /** Commands that were given up before they arrived. */
    private final Set<String> withdrawn = new HashSet<>();

    private final CommandExecution execution;
    private boolean loaded;

    @WorkflowInit
    public DeploymentWorkflowImpl(DeploymentState state) {
        execution = new CommandExecution(state, records, phases, taken::add);
        loaded = state.instance() > 0;
    }

    @Override
    public void manage(DeploymentState input) {
        if (!loaded) {
            execution.adopt(records.load(input.name()).found());
            loaded = true;
        }
        while (awaitCommand()) {
            phases.reset();
            execution.carryOut(desk.take());
            desk.done();
            if (!desk.hasWaiting() && historyIsLong()) {
                continueAsNew();
            }
        }
    }

    @Override
    public CommandAccepted start(StartCommand command) {
        awaitTurn(command.runId());
        var start = new Start(command.runId(), command.spec());
        return answer(judged(() -> desk.judge(start, state())), start);
    }

    @Override
    public void checkStart(StartCommand command) {
        if (!command.spec().name().equals(state().name())) {
            throw new CommandRefused(
                    new Failure(FailureCode.INVALID_REQUEST, "The request is for another deployment."));
        }
        if (loaded) {
            reject(desk.judge(new Start(command.runId(), command.spec()), state()));
        }
    }

    @Override
    public CommandAccepted stop(StopCommand command) {
        awaitTurn(command.runId());
        var stop = new Stop(command.runId(), command.drainSeconds());
        Verdict verdict = judged(() -> desk.judge(stop));
        if (verdict instanceof Verdict.Accepted) {
            var dropped = desk.dropStarts();
            cancelStart();
            CommandAccepted accepted = answer(verdict, stop);
            dropped.forEach(each -> execution.recordCancelled(each.runId(), "A stop came after it."));
            return accepted;
        }
        return answer(verdict, stop);
    }

    @Override
    public void checkStop(StopCommand command) {
        checkDrain(command.drainSeconds());
    }

    @Override
    public CommandAccepted restart(RestartCommand command) {
        awaitTurn(command.runId());
        Verdict verdict = judged(() -> desk.judge(command, state()));
        refuse(verdict);
        ServerSpec spec = desk.target().orElse(state().spec());
        return answer(verdict, new Restart(command.runId(), Objects.requireNonNull(spec), command.drainSeconds()));
    }

    @Override
    public void checkRestart(RestartCommand command) {
        checkDrain(command.drainSeconds());
        if (loaded) {
            reject(desk.judge(command, state()));
        }
    }

    @Override
    public void cancel(String runId) {
        if (desk.isCurrent(runId)) {
            cancelStart();
            return;
        }
        if (!desk.knows(runId)) {
            withdrawn.add(runId);
        }
        if (desk.drop(runId).isPresent() || withdrawn.contains(runId)) {
            execution.recordCancelled(runId, "The run was cancelled.");
        }
    }

    @Override
    public void observed(Observation observation) {
        Workflow.await(() -> loaded && !desk.isBusy());
        DeploymentState seen = state().observed(observation);
        if (!seen.equals(state())) {
            execution.adopt(seen);
            records.record(seen);
        }
    }

    @Override
    public DeploymentState state() {
        return execution.state();
    }

    private void awaitTurn(String runId) {
        Workflow.await(() -> loaded);
        if (withdrawn.contains(runId)) {
            throw Failures.of(FailureCode.CANCELLED, "The run was cancelled before its command arrived.");
        }
    }

    /** False when the workflow may end: nothing runs, and nothing was asked for a while. */
    private boolean awaitCommand() {
        if (state().status().serving()) {
            Workflow.await(desk::hasWaiting);
            return true;
        }
        if (Workflow.await(IDLE, desk::hasWaiting)) {
            return true;
        }
        awaitHandlers();
        return desk.hasWaiting();
    }

    private void continueAsNew() {
        awaitHandlers();
        if (!desk.hasWaiting()) {
            Workflow.newContinueAsNewStub(DeploymentWorkflow.class).manage(state());
        }
    }

    /** A handler may be about to hand in a command, and then waits until it is taken. */
    private void awaitHandlers() {
        Workflow.await(() -> Workflow.isEveryHandlerFinished() || desk.hasWaiting());
    }

    private static boolean historyIsLong() {
        return Workflow.getInfo().isContinueAsNewSuggested()
                || Workflow.getInfo().getHistoryLength() > LONG_HISTORY;
    }

    private CommandAccepted answer(Verdict verdict, Command command) {
        refuse(verdict);
        if (verdict instanceof Verdict.Joined(String runId)) {
            return new CommandAccepted(runId, true);
        }
        desk.add(command);
        // Whoever is answered finds the deployment in the store.
        Workflow.await(() -> taken.contains(command.runId()) || phases.isRunning());
        taken.remove(command.runId());
        return new CommandAccepted(command.runId(), false);
    }

    private void cancelStart() {
        if (desk.isStarting()) {
            phases.cancel();
        }
    }

    /**
     * A run is over a moment before its phase is: who then asks for the same again means a new run, and must not be joined
     * to the old one.
     */
    private Verdict judged(Supplier<Verdict> judge) {
        Verdict verdict = judge.get();
        if (verdict instanceof Verdict.Joined(String runId) && desk.isCurrent(runId) && records.runEnded(runId)) {
            Workflow.await(() -> !desk.isCurrent(runId));
            return judge.get();
        }
        return verdict;
    }

    private static void refuse(Verdict verdict) {
        if (verdict instanceof Verdict.Refused(Failure failure)) {
            throw Failures.of(failure.code(), failure.message());
        }
    }

    /** In a validator: leaves no trace in the history. */
    private static void reject(Verdict verdict) {
        if (verdict instanceof Verdict.Refused(Failure failure)) {
            throw new CommandRefused(failure);
        }
    }

    private static void checkDrain(int seconds) {
        if (seconds < 0) {
            throw new CommandRefused(new Failure(FailureCode.INVALID_REQUEST, "The time to drain cannot be negative."));
        }
    }
}
