package dev.slipway.workflows.run;

import dev.slipway.workflows.failure.Failure;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the events of a run and writes them in batches: one local activity, so one history event, a batch. */
final class RunEvents {
    /** Tries until the database is back: a run that nobody can see must not go on. */
    static final LocalActivityOptions OPTIONS = LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setLocalRetryThreshold(Duration.ofSeconds(5))
            .setRetryOptions(RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(200))
                    .setMaximumInterval(Duration.ofSeconds(10))
                    // Without a bound of any kind the SDK does not try a local activity again at all.
                    .setMaximumAttempts(Integer.MAX_VALUE)
                    .build())
            .setDoNotIncludeArgumentsIntoMarker(true)
            .build();

    private static final ActivityOptions COMMIT = ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CONTROL)
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setRetryOptions(RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(200))
                    .setMaximumInterval(Duration.ofSeconds(10))
                    .build())
            .setSummary("done")
            .build();

    private final String runId;
    private final String execution = Workflow.getInfo().getRunId();
    private final RunActivities journal = Workflow.newLocalActivityStub(RunActivities.class, OPTIONS);
    private List<RunEvent> pending = new ArrayList<>();
    private int numbered;

    RunEvents(String runId) {
        this.runId = runId;
    }

    void run(RunEvent.Type type, @Nullable Failure failure) {
        String message = failure == null ? "" : failure.message();
        pending.add(new RunEvent("run/" + type, type, now(), null, failure, message));
    }

    void step(Step step) {
        add("step/" + step.name() + "/" + step.state(), RunEvent.Type.STEP, step, step.detail());
    }

    /** The same step in the same state, with another detail. */
    void detail(Step step) {
        add("detail/" + execution + "/" + ++numbered, RunEvent.Type.STEP, step, step.detail());
    }

    void note(String text) {
        add("note/" + execution + "/" + ++numbered, RunEvent.Type.NOTE, null, text);
    }

    void flush() {
        if (!pending.isEmpty()) {
            write(journal);
        }
    }

    /**
     * Writes that the run is done, by an activity that is not local: then the history says that nothing is undone any more
     * before anybody reads it. A local one is executed in the workflow's last task, and when a cancellation comes during that
     * task, the server has it carried out again, with the cancellation.
     */
    void commit() {
        write(Workflow.newActivityStub(RunActivities.class, COMMIT));
    }

    private void write(RunActivities to) {
        List<RunEvent> batch = List.copyOf(pending);
        pending = new ArrayList<>();
        try {
            to.record(runId, batch);
        } catch (TemporalFailure notWritten) {
            pending.addAll(0, batch);
            throw notWritten;
        }
    }

    static long now() {
        return Workflow.currentTimeMillis();
    }

    private void add(String key, RunEvent.Type type, @Nullable Step step, String message) {
        pending.add(new RunEvent(key, type, now(), step, null, message));
    }
}
