package dev.slipway.api.run;

import dev.slipway.workflows.model.DownloadModelWorkflow;
import dev.slipway.workflows.model.DownloadRequest;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunStatus;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** A download that goes on until its last requester has left. */
public final class FakeDownload implements DownloadModelWorkflow {
    /** What was asked for, by the run. */
    public static final Map<String, DownloadRequest> REQUESTS = new ConcurrentHashMap<>();

    /** Those who left, of every download. */
    static final Set<String> LEFT = new ConcurrentSkipListSet<>();

    private final List<String> requesters = new ArrayList<>();

    @Override
    public DownloadResult download(DownloadRequest request) {
        REQUESTS.put(request.runId(), request);
        requesters.add(request.runId());
        Workflow.await(requesters::isEmpty);
        return new DownloadResult(request.runId(), request.repository(), "c0ffee", "/models", 0, 0);
    }

    @Override
    public void join(String requester) {
        requesters.add(requester);
    }

    @Override
    public void leave(String requester) {
        requesters.remove(requester);
        LEFT.add(requester);
    }

    @Override
    public RunProgress progress() {
        return new RunProgress("", RunStatus.RUNNING, List.of());
    }
}
