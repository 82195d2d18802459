package dev.slipway.api.run;

import dev.slipway.workflows.pod.SetUpPodWorkflow;
import dev.slipway.workflows.pod.SetUpRequest;
import dev.slipway.workflows.pod.SetUpResult;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunStatus;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** A set-up that goes on until it is cancelled; on the pod {@code quick} it ends at once. */
public final class FakeSetUp implements SetUpPodWorkflow {
    @Override
    public SetUpResult setUp(SetUpRequest request) {
        if (!request.pod().equals("quick")) {
            Workflow.sleep(Duration.ofHours(1));
        }
        return new SetUpResult(request.runId(), false, request.runtime(), "0.0.0", 0);
    }

    @Override
    public RunProgress progress() {
        return new RunProgress("", RunStatus.RUNNING, List.of());
    }
}
