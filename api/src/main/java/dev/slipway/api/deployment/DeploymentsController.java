package dev.slipway.api.deployment;

import dev.slipway.api.access.Caller;
import dev.slipway.api.pod.PodLinks;
import dev.slipway.api.pod.ReadyPods;
import dev.slipway.api.request.InputRules;
import dev.slipway.api.run.Accepted;
import dev.slipway.api.run.DeploymentCommands;
import dev.slipway.api.run.DeploymentCommands.Command;
import dev.slipway.api.run.Operation;
import dev.slipway.api.run.Questions;
import dev.slipway.client.deployment.Deployment;
import dev.slipway.client.deployment.StartDeployment;
import dev.slipway.client.run.Run;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.workflows.deployment.PlanServerWorkflow;
import dev.slipway.workflows.deployment.RestartCommand;
import dev.slipway.workflows.deployment.ServerPlan;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.deployment.StartCommand;
import dev.slipway.workflows.deployment.StopCommand;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.WorkflowIds;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Deployments: vLLM servers on pods. */
@Controller("/api/v1/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeploymentsController {
    private static final int LONGEST_DRAIN = 3600;

    private final Deployments deployments;
    private final DeploymentViews views;
    private final Sights sights;
    private final DeploymentCommands commands;
    private final Questions questions;
    private final PodLinks pods;
    private final ReadyPods ready;
    private final Accepted accepted;

    DeploymentsController(
            Deployments deployments,
            DeploymentViews views,
            Sights sights,
            DeploymentCommands commands,
            Questions questions,
            PodLinks pods,
            ReadyPods ready,
            Accepted accepted) {
        this.deployments = deployments;
        this.views = views;
        this.sights = sights;
        this.commands = commands;
        this.questions = questions;
        this.pods = pods;
        this.ready = ready;
        this.accepted = accepted;
    }

    /**
     * All deployments by name.
     *
     * @param check compare each with its pod now
     * @param showKeys tell their API keys; for admins
     */
    @Get
    List<Deployment> list(
            HttpRequest<?> request,
            @QueryValue(defaultValue = "false") boolean check,
            @QueryValue(defaultValue = "false") boolean showKeys) {
        refuseKeys(request, showKeys);
        List<DeploymentRow> rows = deployments.all();
        var seen = check ? sights.of(rows) : Map.<String, Sight>of();
        return rows.stream()
                .map(row -> views.view(row, Optional.ofNullable(seen.get(row.name())), showKeys))
                .toList();
    }

    /**
     * One deployment.
     *
     * @param check compare it with its pod now
     * @param showKeys tell its API key; for admins
     */
    @Get("/{name}")
    Deployment get(
            HttpRequest<?> request,
            String name,
            @QueryValue(defaultValue = "false") boolean check,
            @QueryValue(defaultValue = "false") boolean showKeys) {
        refuseKeys(request, showKeys);
        DeploymentRow row = deployments.get(name);
        var seen = check ? sights.of(List.of(row)) : Map.<String, Sight>of();
        return views.view(row, Optional.ofNullable(seen.get(name)), showKeys);
    }

    /**
     * Starts a deployment, answering its run; the same request again answers the same run.
     *
     * @param dryRun only answer how it would be carried out (a {@code DeploymentPlan})
     */
    @Post
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    HttpResponse<?> start(@Body StartDeployment request, @QueryValue(defaultValue = "false") boolean dryRun) {
        ServerSpec spec = StartRequests.spec(request);
        if (dryRun) {
            pods.row(spec.pod());
            return HttpResponse.ok(DeploymentViews.plan(questions.ask(
                    PlanServerWorkflow.class,
                    "plan/" + spec.name() + "/" + UUID.randomUUID(),
                    "Plan of " + spec.name(),
                    ServerPlan.class,
                    spec)));
        }
        ready.require(spec.pod());
        var operation = operation(RunKind.START, spec.name(), spec.pod(), spec.model(), spec);
        return accepted.of(commands.send(
                operation, new Command<>(workflow -> workflow::start, runId -> new StartCommand(runId, spec))));
    }

    /**
     * Stops a deployment, answering its run. Stopping what does not run succeeds.
     *
     * @param drain seconds that requests in flight may take to finish
     */
    @Delete("/{name}")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<Run> stop(String name, @QueryValue(defaultValue = "30") int drain) {
        DeploymentRow row = deployments.get(name);
        int seconds = InputRules.range("drain", drain, 0, LONGEST_DRAIN);
        return accepted.of(commands.send(
                operation(RunKind.STOP, name, row.pod(), row.model(), new Drain(seconds)),
                new Command<>(workflow -> workflow::stop, runId -> new StopCommand(runId, seconds))));
    }

    /**
     * Stops a deployment and starts it with the same specification, answering its run.
     *
     * @param drain seconds that requests in flight may take to finish
     */
    @Post("/{name}/restart")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<Run> restart(String name, @QueryValue(defaultValue = "30") int drain) {
        DeploymentRow row = deployments.get(name);
        int seconds = InputRules.range("drain", drain, 0, LONGEST_DRAIN);
        return accepted.of(commands.send(
                operation(RunKind.RESTART, name, row.pod(), row.model(), new Drain(seconds)),
                new Command<>(workflow -> workflow::restart, runId -> new RestartCommand(runId, seconds))));
    }

    /** The whole of a request to stop or to restart. */
    private record Drain(int drain) {}

    private static Operation operation(RunKind kind, String name, String pod, String model, Object request) {
        return new Operation(kind, pod, model, name, WorkflowIds.deployment(name), request, "Deployment " + name);
    }

    /** Here and not in the filter: what asks for keys is decided by what the framework took for true. */
    private static void refuseKeys(HttpRequest<?> request, boolean showKeys) {
        if (showKeys) {
            Caller.of(request).requireAdmin();
        }
    }
}
