package dev.slipway.worker;

import dev.slipway.workflows.deployment.ModelStep;
import dev.slipway.workflows.job.JobActivities;
import dev.slipway.workflows.model.DownloadModelWorkflowImpl;
import dev.slipway.workflows.model.ModelActivities;
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
    private final ModelStep modelStep;

    Registrations(
            PodActivities pods, JobActivities jobs, RunActivities runs, ModelActivities models, ModelStep modelStep) {
        this.pods = pods;
        this.jobs = jobs;
        this.runs = runs;
        this.models = models;
        this.modelStep = modelStep;
    }

    /** Workflow implementations, on the control queue. */
    List<Class<?>> workflows() {
        return List.of(
                SetUpPodWorkflowImpl.class,
                PlanSetUpWorkflowImpl.class,
                InspectPodWorkflowImpl.class,
                DownloadModelWorkflowImpl.class);
    }

    /** Short activities and local activities, on the control queue. */
    List<Object> controlActivities() {
        return List.of(runs, pods, models);
    }

    /** Activities that follow or wait, on the follow queue. */
    List<Object> followActivities() {
        return List.of(jobs, modelStep);
    }
}
