package dev.slipway.worker;

import dev.slipway.workflows.deployment.DeploymentRecords;
import dev.slipway.workflows.deployment.DeploymentWorkflowImpl;
import dev.slipway.workflows.deployment.ModelStep;
import dev.slipway.workflows.deployment.PlanActivities;
import dev.slipway.workflows.deployment.PlanServerWorkflowImpl;
import dev.slipway.workflows.deployment.ServerActivities;
import dev.slipway.workflows.deployment.StartServerWorkflowImpl;
import dev.slipway.workflows.deployment.StopServerWorkflowImpl;
import dev.slipway.workflows.job.JobActivities;
import dev.slipway.workflows.model.DownloadModelWorkflowImpl;
import dev.slipway.workflows.model.ModelActivities;
import dev.slipway.workflows.model.RemovalActivities;
import dev.slipway.workflows.model.RemoveModelWorkflowImpl;
import dev.slipway.workflows.pod.InspectPodWorkflowImpl;
import dev.slipway.workflows.pod.PlanSetUpWorkflowImpl;
import dev.slipway.workflows.pod.PodActivities;
import dev.slipway.workflows.pod.SetUpPodWorkflowImpl;
import dev.slipway.workflows.run.RunActivities;
import jakarta.inject.Singleton;
import java.util.List;

/** Which workflows and activities this worker offers, and on which task queue: the one list of them. */
@Singleton
final class Registrations {
    private final PodActivities pods;
    private final JobActivities jobs;
    private final RunActivities runs;
    private final ModelActivities models;
    private final RemovalActivities removals;
    private final ModelStep modelStep;
    private final PlanActivities plans;
    private final DeploymentRecords deployments;
    private final ServerActivities servers;

    Registrations(
            PodActivities pods,
            JobActivities jobs,
            RunActivities runs,
            ModelActivities models,
            RemovalActivities removals,
            ModelStep modelStep,
            PlanActivities plans,
            DeploymentRecords deployments,
            ServerActivities servers) {
        this.pods = pods;
        this.jobs = jobs;
        this.runs = runs;
        this.models = models;
        this.removals = removals;
        this.modelStep = modelStep;
        this.plans = plans;
        this.deployments = deployments;
        this.servers = servers;
    }

    /** Workflow implementations, on the control queue. */
    List<Class<?>> workflows() {
        return List.of(
                SetUpPodWorkflowImpl.class,
                PlanSetUpWorkflowImpl.class,
                InspectPodWorkflowImpl.class,
                DownloadModelWorkflowImpl.class,
                RemoveModelWorkflowImpl.class,
                DeploymentWorkflowImpl.class,
                StartServerWorkflowImpl.class,
                StopServerWorkflowImpl.class,
                PlanServerWorkflowImpl.class);
    }

    /** Short activities and local activities, on the control queue. */
    List<Object> controlActivities() {
        return List.of(runs, pods, models, removals, plans, deployments, servers);
    }

    /** Activities that follow or wait, on the follow queue. */
    List<Object> followActivities() {
        return List.of(jobs, modelStep, servers);
    }
}
