package dev.slipway.api.model;

import dev.slipway.workflows.model.RemoveModelRequest;
import dev.slipway.workflows.model.RemoveModelResult;
import dev.slipway.workflows.model.RemoveModelWorkflow;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A removal that is done at once. */
public final class FakeRemoval implements RemoveModelWorkflow {
    /** What was asked for, by the run. */
    static final Map<String, RemoveModelRequest> REQUESTS = new ConcurrentHashMap<>();

    @Override
    public RemoveModelResult remove(RemoveModelRequest request) {
        REQUESTS.put(request.runId(), request);
        return new RemoveModelResult(request.runId(), request.repository(), request.revision());
    }

    @Override
    public void join(String requester) {
        // It is done at once.
    }

    @Override
    public void leave(String requester) {
        // It is done at once.
    }

    @Override
    public RunProgress progress() {
        return new RunProgress("", RunStatus.RUNNING, List.of());
    }
}
