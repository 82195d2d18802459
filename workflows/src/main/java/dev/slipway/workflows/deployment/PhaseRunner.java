package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Runs one phase at a time, in a scope that a command may cancel, also before the phase has begun. */
final class PhaseRunner {
    private @Nullable CancellationScope scope;
    private boolean cancelWanted;

    /** A new command is carried out: what was said of the last one is void. */
    void reset() {
        cancelWanted = false;
    }

    /** Cancels the phase that runs or comes next. */
    void cancel() {
        cancelWanted = true;
        CancellationScope running = scope;
        if (running != null) {
            running.cancel("cancelled by a command");
        }
    }

    boolean cancelWanted() {
        return cancelWanted;
    }

    boolean isRunning() {
        return scope != null;
    }

    /** Runs a phase to its end. */
    End run(Functions.Proc phase) {
        CancellationScope running = Workflow.newCancellationScope(phase::apply);
        scope = running;
        try {
            running.run();
            return new End(null, false);
        } catch (TemporalFailure failure) {
            return new End(Failures.read(failure), abandoned(failure));
        } finally {
            scope = null;
        }
    }

    /** Ended from outside, so without its undo. */
    private static boolean abandoned(TemporalFailure failure) {
        return failure instanceof ChildWorkflowFailure
                && (failure.getCause() instanceof TerminatedFailure || failure.getCause() instanceof TimeoutFailure);
    }

    /**
     * How a phase ended.
     *
     * @param failure why it failed, or null
     * @param abandoned whether its undo did not run
     */
    record End(@Nullable Failure failure, boolean abandoned) {}
}
