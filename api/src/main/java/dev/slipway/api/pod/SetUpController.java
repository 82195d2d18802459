package dev.slipway.api.pod;

import dev.slipway.api.request.InputRules;
import dev.slipway.api.run.Accepted;
import dev.slipway.api.run.Operation;
import dev.slipway.api.run.Operations;
import dev.slipway.api.run.Questions;
import dev.slipway.client.pod.SetUpPod;
import dev.slipway.client.pod.SetUpScript;
import dev.slipway.client.run.Run;
import dev.slipway.workflows.pod.PlanSetUpWorkflow;
import dev.slipway.workflows.pod.PlannedSetUp;
import dev.slipway.workflows.pod.SetUpPodWorkflow;
import dev.slipway.workflows.pod.SetUpRequest;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.WorkflowIds;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.temporal.client.WorkflowClient;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Set-up of pods. */
@Controller("/api/v1/pods/{pod}/setup")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SetUpController {
    private static final Pattern BACKEND = Pattern.compile("auto|cpu|none|cu[0-9]{2,4}");

    private final PodLinks pods;
    private final Operations operations;
    private final Accepted accepted;
    private final Questions questions;
    private final WorkflowClient client;

    SetUpController(
            PodLinks pods, Operations operations, Accepted accepted, Questions questions, WorkflowClient client) {
        this.pods = pods;
        this.operations = operations;
        this.accepted = accepted;
        this.questions = questions;
        this.client = client;
    }

    /**
     * Sets up a pod, answering its run. A second set-up of a ready pod changes nothing.
     *
     * @param dryRun only answer what it would do (a {@code SetUpScript})
     */
    @Post
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    HttpResponse<?> setUp(
            String pod, @Body @Nullable SetUpPod body, @QueryValue(defaultValue = "false") boolean dryRun) {
        pods.row(pod);
        SetUpPod request = body == null ? new SetUpPod("release", "auto", "auto") : body;
        check(request);
        if (dryRun) {
            return HttpResponse.ok(script(pod, request));
        }
        var operation = new Operation(RunKind.SET_UP, pod, "", "", WorkflowIds.setUp(pod), request, "Set up " + pod);
        return accepted.of(operations.start(
                operation,
                (options, runId) -> WorkflowClient.start(
                        client.newWorkflowStub(SetUpPodWorkflow.class, options)::setUp, wanted(runId, pod, request))));
    }

    private SetUpScript script(String pod, SetUpPod request) {
        PlannedSetUp planned = questions.ask(
                PlanSetUpWorkflow.class,
                WorkflowIds.planSetUp(pod, UUID.randomUUID().toString()),
                "Plan the set-up of " + pod,
                PlannedSetUp.class,
                wanted("", pod, request));
        return new SetUpScript(pod, planned.script(), planned.steps(), planned.notes());
    }

    private static SetUpRequest wanted(String runId, String pod, SetUpPod request) {
        return new SetUpRequest(runId, pod, request.runtime(), request.torchBackend(), request.cudaToolkit());
    }

    private static void check(SetUpPod request) {
        InputRules.word("runtime", request.runtime());
        if (!BACKEND.matcher(request.torchBackend()).matches()) {
            throw InputRules.invalid("The torchBackend must be auto, cpu, none, or cu and a CUDA version (cu128).");
        }
        InputRules.oneOf("cudaToolkit", request.cudaToolkit(), "auto", "never", "always");
    }
}
