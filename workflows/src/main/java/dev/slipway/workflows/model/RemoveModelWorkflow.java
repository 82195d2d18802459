package dev.slipway.workflows.model;

import dev.slipway.workflows.run.RunProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Removes a model from a pod's Hub cache. Its workflow id is that of a download of the model, so that neither runs beside
 * the other; whoever joins what he takes for a download waits for the end, and then looks again.
 */
@WorkflowInterface
public interface RemoveModelWorkflow {
    @WorkflowMethod
    RemoveModelResult remove(RemoveModelRequest request);

    /** Somebody wants the model: he waits, and changes nothing here. */
    @SignalMethod
    void join(String requester);

    /** Somebody no longer waits. */
    @SignalMethod
    void leave(String requester);

    @QueryMethod
    RunProgress progress();
}
