package dev.slipway.workflows.testing;

import dev.slipway.workflows.run.Step;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Set;

/** A workflow that is a run, in a Temporal server of its own, and what it acts upon, in memory. */
public interface World extends AutoCloseable {
    /** The steps of the run. */
    List<Step> steps();

    /** The server that it runs on. */
    TemporalBench bench();

    /** What the run wrote of itself. */
    FakeRunActivities journal();

    /** Starts the workflow. */
    WorkflowStub begin();

    /** What a run that failed or was cancelled must not leave behind, and still does: one line each. */
    Set<String> leftBehind();

    /** What the run achieved, comparable: the same when a call ran twice. */
    Object achieved();

    @Override
    void close();
}
