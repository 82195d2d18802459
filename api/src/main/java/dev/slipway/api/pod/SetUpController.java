package dev.slipway.api.pod;

import dev.slipway.api.request.InputRules;
import dev.slipway.api.run.Accepted;
import dev.slipway.api.run.Operation;
import dev.slipway.api.run.Operations;
import dev.slipway.client.pod.SetUpPod;
import dev.slipway.client.run.Run;
import dev.slipway.workflows.pod.SetUpPodWorkflow;
import dev.slipway.workflows.pod.SetUpRequest;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.WorkflowIds;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.temporal.client.WorkflowClient;
import java.util.regex.Pattern;

/** Set-up of pods. */
@Controller("/api/v1/pods/{pod}/setup")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SetUpController {
    private static final Pattern BACKEND = Pattern.compile("auto|cpu|none|cu[0-9]{2,4}");

    private final PodLinks pods;
    private final Operations operations;
    private final Accepted accepted;
    private final WorkflowClient client;

    SetUpController(PodLinks pods, Operations operations, Accepted accepted, WorkflowClient client) {
        this.pods = pods;
        this.operations = operations;
        this.accepted = accepted;
        this.client = client;
    }

    /** Sets up a pod, answering its run. A second set-up of a ready pod changes nothing. */
    @Post
    HttpResponse<Run> setUp(String pod, @Body SetUpPod request) {
        pods.row(pod);
        check(request);
        var operation = new Operation(RunKind.SET_UP, pod, "", "", WorkflowIds.setUp(pod), request, "Set up " + pod);
        return accepted.of(operations.start(
                operation,
                (options, runId) -> WorkflowClient.start(
                        client.newWorkflowStub(SetUpPodWorkflow.class, options)::setUp,
                        new SetUpRequest(
                                runId, pod, request.runtime(), request.torchBackend(), request.cudaToolkit()))));
    }

    private static void check(SetUpPod request) {
        InputRules.word("runtime", request.runtime());
        if (!BACKEND.matcher(request.torchBackend()).matches()) {
            throw InputRules.invalid("The torchBackend must be auto, cpu, none, or cu and a CUDA version (cu128).");
        }
        InputRules.oneOf("cudaToolkit", request.cudaToolkit(), "auto", "never", "always");
    }
}
