package dev.slipway.api.model;

import dev.slipway.api.Times;
import dev.slipway.api.pod.PodLinks;
import dev.slipway.api.pod.ReadyPods;
import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.request.InputRules;
import dev.slipway.api.run.Accepted;
import dev.slipway.api.run.Operation;
import dev.slipway.api.run.Operations;
import dev.slipway.client.model.Model;
import dev.slipway.client.model.ModelReference;
import dev.slipway.client.model.RemoveModel;
import dev.slipway.client.run.Run;
import dev.slipway.config.settings.Settings;
import dev.slipway.store.deployment.ModelUse;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.model.DownloadModelWorkflow;
import dev.slipway.workflows.model.DownloadRequest;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.model.RemoveModelRequest;
import dev.slipway.workflows.model.RemoveModelWorkflow;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.WorkflowIds;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** Models on pods. */
@Controller("/api/v1/pods/{pod}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ModelsController {
    private final PodLinks pods;
    private final ReadyPods ready;
    private final ModelRepository models;
    private final ModelUse use;
    private final Operations operations;
    private final Accepted accepted;
    private final WorkflowClient client;
    private final Settings.Downloads downloads;

    ModelsController(
            PodLinks pods,
            ReadyPods ready,
            ModelRepository models,
            ModelUse use,
            Operations operations,
            Accepted accepted,
            WorkflowClient client,
            Settings.Downloads downloads) {
        this.pods = pods;
        this.ready = ready;
        this.models = models;
        this.use = use;
        this.operations = operations;
        this.accepted = accepted;
        this.client = client;
        this.downloads = downloads;
    }

    /** Models of a pod, the last used first. */
    @Get("/models")
    List<Model> list(String pod) {
        pods.row(pod);
        return models.findByIdPodOrderByUpdatedAtDesc(pod).stream()
                .map(ModelsController::view)
                .toList();
    }

    /** Downloads a model and verifies it, answering its run. One that is there and verified is done at once. */
    @Post("/pull")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<Run> pull(String pod, @Body ModelReference request) {
        return download(RunKind.DOWNLOAD, pod, request);
    }

    /** Checks every file of a model against the Hub's sizes and hashes, and fetches wrong ones again. */
    @Post("/models/verify")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<Run> verify(String pod, @Body ModelReference request) {
        return download(RunKind.VERIFY, pod, request);
    }

    /** Removes a model from the pod's Hub cache, one revision or all, answering its run; refused while a deployment uses it. */
    @Delete("/models")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<Run> remove(String pod, @Body RemoveModel request) {
        String repository = InputRules.repository(request.repo());
        String revision = request.revision().isEmpty() ? "" : InputRules.revision(request.revision());
        ready.require(pod);
        refuseUnknown(pod, repository);
        refuseUsed(pod, repository);
        var operation = new Operation(
                RunKind.REMOVE,
                pod,
                repository,
                "",
                WorkflowIds.download(pod, repository),
                new ModelQuery(pod, repository, revision),
                "Remove " + repository + " from " + pod);
        return accepted.of(operations.start(
                operation,
                (options, runId) -> WorkflowClient.start(
                        client.newWorkflowStub(RemoveModelWorkflow.class, options)::remove,
                        new RemoveModelRequest(runId, pod, repository, revision))));
    }

    private HttpResponse<Run> download(RunKind kind, String pod, ModelReference request) {
        String repository = InputRules.repository(request.repo());
        String revision = InputRules.revision(request.revision());
        ready.require(pod);
        var operation = new Operation(
                kind,
                pod,
                repository,
                "",
                WorkflowIds.download(pod, repository),
                new ModelQuery(pod, repository, revision),
                (kind == RunKind.VERIFY ? "Verify " + repository + " on " : "Download " + repository + " to ") + pod);
        return accepted.of(operations.start(
                operation,
                (options, runId) -> WorkflowClient.start(
                        client.newWorkflowStub(DownloadModelWorkflow.class, options)::download,
                        new DownloadRequest(
                                runId, pod, repository, revision, downloads.stallSeconds(), kind == RunKind.VERIFY))));
    }

    private void refuseUnknown(String pod, String repository) {
        if (models.findByIdPodAndIdRepository(pod, repository).isEmpty()) {
            throw new ApiProblem(FailureCode.MODEL_NOT_FOUND, "There is no " + repository + " on " + pod + ".");
        }
    }

    private void refuseUsed(String pod, String repository) {
        List<String> users = use.of(pod, repository);
        if (!users.isEmpty()) {
            throw new ApiProblem(
                    FailureCode.MODEL_IN_USE,
                    repository + " on " + pod + " is used by " + String.join(", ", users) + ".");
        }
    }

    private static Model view(ModelRow row) {
        return new Model(
                row.id().pod(),
                row.id().repository(),
                row.id().revision(),
                row.branch(),
                row.status().name(),
                row.sizeBytes(),
                row.fileCount(),
                row.path(),
                row.runId(),
                Times.instantOrNull(row.verifiedAt()),
                Times.instant(row.updatedAt()));
    }
}
