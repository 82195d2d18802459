package dev.slipway.workflows.model;

import dev.slipway.workflows.run.RunProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Downloads a model and verifies it. Workflow id {@code download/<pod>/<repository>}. */
@WorkflowInterface
public interface DownloadModelWorkflow {
    @WorkflowMethod
    DownloadResult download(DownloadRequest request);

    /** Another run waits for this download. */
    @SignalMethod
    void join(String requester);

    /** A run no longer waits; the download is cancelled when its last requester has left. */
    @SignalMethod
    void leave(String requester);

    @QueryMethod
    RunProgress progress();
}
