package dev.slipway.workflows.run;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/**
 * Carries a run through its named steps: what every workflow that a user watches is written with.
 *
 * <pre>{@code
 * @WorkflowInit
 * SetUpPodWorkflowImpl(SetUpRequest request) {
 *     steps = new RunSteps(request.runId(), List.of(Step.waiting("facts", "Look at the pod"), ...));
 * }
 *
 * public SetUpResult setUp(SetUpRequest request) {
 *     return steps.execute(() -> {
 *         PodFacts facts = steps.run("facts", () -> pod.gatherFacts(...));
 *         steps.undo("the half-made runtime", () -> jobs.cleanUp(...));
 *         steps.run("runtime", () -> jobs.run(...));
 *         ...
 *     });
 * }
 *
 * public RunProgress progress() { return steps.progress(); }
 * }</pre>
 *
 * <p>Each change of a step is an event of the run; the end of one step and the start of the next are written together. A
 * run that fails or is cancelled is undone in reverse order, in a detached scope. An undo that is not finished within its
 * deadline (the pod does not answer) makes the run {@code CLEANUP_PENDING}; it is then tried until the pod is back, and
 * only then the run ends. Give undos activity options that try for long: {@link #UNDO_RETRY} says how.
 */
public final class RunSteps {
    /** How long undoing may take before the run is shown as waiting for its clean-up. */
    public static final Duration UNDO_DEADLINE = Duration.ofMinutes(5);

    /** Retries of an activity that undoes: the server keeps trying, without a history event a try. */
    public static final RetryOptions UNDO_RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setMaximumInterval(Duration.ofMinutes(1))
            .build();

    private final String runId;
    private final RunEvents events;
    private final UndoStack undos = new UndoStack();
    private Functions.Proc1<Failure> whenFailed = failure -> {};
    private StepBoard board;
    private RunStatus status = RunStatus.PENDING;

    /**
     * Call it in the {@code @WorkflowInit} constructor, so that the progress query always has an answer.
     *
     * @param runId the run
     * @param plan all steps that may come, in order, each {@link Step#waiting}: they are shown from the start
     */
    public RunSteps(String runId, List<Step> plan) {
        this.runId = runId;
        this.events = new RunEvents(runId);
        this.board = new StepBoard(plan);
    }

    /** Runs the whole of the run: begins it, ends it, and undoes it when it fails or is cancelled. */
    public <T> T execute(Functions.Func<T> body) {
        T result = executePart(body);
        status = RunStatus.DONE;
        events.run(RunEvent.Type.RUN_DONE, null);
        // Done is done: a cancellation that comes now finds nothing to undo.
        Workflow.newDetachedCancellationScope(this::commit).run();
        return result;
    }

    /** As {@link #execute}, but success does not end the run: another workflow goes on with it. */
    public <T> T executePart(Functions.Func<T> body) {
        status = RunStatus.RUNNING;
        events.run(RunEvent.Type.RUN_STARTED, null);
        board.steps().forEach(events::step);
        try {
            T result = body.apply();
            board.waiting().forEach(name -> skip(name, ""));
            flush();
            refuseCancelled();
            return result;
        } catch (TemporalFailure failure) {
            throw unwound(failure);
        }
    }

    /** Runs one step. A failure in it ends the step and goes on to the caller. */
    public <T> T run(String name, Functions.Func<T> body) {
        board = board.start(name, RunEvents.now());
        events.step(board.step(name));
        try {
            flush();
            T result = body.apply();
            ended(name, board.done(RunEvents.now()));
            return result;
        } catch (TemporalFailure failure) {
            boolean cancelled = cancelled(failure);
            ended(name, cancelled ? board.cancelled(RunEvents.now()) : failed(failure));
            throw failure;
        }
    }

    /** Runs one step that has no result. */
    public void run(String name, Functions.Proc body) {
        run(name, () -> {
            body.apply();
            return name;
        });
    }

    /** Nothing is to be done in this step; {@code why} may be empty. */
    public void skip(String name, String why) {
        ended(name, board.skip(name, why, RunEvents.now()));
    }

    /** One line on what the running step does or did; shown when the step ends. */
    public void detail(String text) {
        board = board.detail(text);
    }

    /** As {@link #detail}, but shown at once; costs a history event. */
    public void announce(String text) {
        detail(text);
        board.running().ifPresent(events::detail);
        flush();
    }

    /** One line for people beside the steps, written with the next event. Never a secret. */
    public void note(String text) {
        events.note(text);
    }

    /**
     * Registers what takes the next thing back: call it before the thing is done.
     *
     * @param what the thing, as it reads after "Undone:", for example {@code the half-made runtime 0.32.0}
     * @return to be settled when the thing is whole and a later failure shall leave it
     */
    public Undo undo(String what, Functions.Proc action) {
        return undos.push(what, action);
    }

    /** What else is to be done when the run fails or is cancelled, after everything was undone and before it ends. */
    public void whenFailed(Functions.Proc1<Failure> action) {
        whenFailed = action;
    }

    /** Answer of the progress query. */
    public RunProgress progress() {
        return new RunProgress(runId, status, board.steps());
    }

    private void ended(String name, StepBoard next) {
        board = next;
        events.step(board.step(name));
    }

    private StepBoard failed(TemporalFailure failure) {
        return board.failed(Failures.read(failure).message(), RunEvents.now());
    }

    /**
     * A call may answer although the run was cancelled meanwhile. Temporal ends such a workflow as cancelled whatever it
     * returns, and whoever waits for it takes it for undone: where it still can be undone, it is.
     */
    private void refuseCancelled() {
        if (CancellationScope.current().isCancelRequested() && !undos.isEmpty()) {
            throw new CanceledFailure("The run was cancelled when its last step was done.");
        }
    }

    private TemporalFailure unwound(TemporalFailure failure) {
        boolean cancelled = cancelled(failure);
        Workflow.newDetachedCancellationScope(() -> {
                    if (!undos.isEmpty()) {
                        unwind(failure);
                    }
                    end(cancelled, failure);
                })
                .run();
        return cancelled && !(failure instanceof CanceledFailure)
                ? new CanceledFailure(Failures.read(failure).message())
                : failure;
    }

    private void unwind(TemporalFailure failure) {
        flush();
        Promise<Void> undone = Async.procedure(() -> undos.unwind(events::note));
        if (!Workflow.await(UNDO_DEADLINE, undone::isCompleted)) {
            status = RunStatus.CLEANUP_PENDING;
            events.run(RunEvent.Type.RUN_CLEANUP_PENDING, Failures.read(failure));
            flush();
        }
        undone.get();
    }

    private void end(boolean cancelled, TemporalFailure failure) {
        status = cancelled ? RunStatus.CANCELLED : RunStatus.FAILED;
        Failure why = cancelled ? new Failure(FailureCode.CANCELLED, "The run was cancelled.") : Failures.read(failure);
        whenFailed.apply(why);
        events.run(cancelled ? RunEvent.Type.RUN_CANCELLED : RunEvent.Type.RUN_FAILED, why);
        flush();
    }

    private void flush() {
        Workflow.setCurrentDetails(StepMarkdown.of(status, board.steps()));
        events.flush();
    }

    private void commit() {
        Workflow.setCurrentDetails(StepMarkdown.of(status, board.steps()));
        events.commit();
    }

    /** A cancel request may show as the failure of an activity that was not tried again because of it. */
    private static boolean cancelled(TemporalFailure failure) {
        return Failures.isCancelled(failure) || CancellationScope.current().isCancelRequested();
    }
}
