package dev.slipway.api.pod;

import dev.slipway.api.run.Questions;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodGpu;
import dev.slipway.workflows.pod.InspectPodWorkflow;
import dev.slipway.workflows.pod.PodFacts;
import dev.slipway.workflows.run.WorkflowIds;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Looks at pods, through a worker. */
@Controller("/api/v1/pods/{pod}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LooksController {
    private final PodLinks pods;
    private final PodViews views;
    private final Questions questions;

    LooksController(PodLinks pods, PodViews views, Questions questions) {
        this.pods = pods;
        this.views = views;
        this.questions = questions;
    }

    /** Looks at the pod now: its facts and GPUs are found out and stored. */
    @Post("/inspect")
    Pod inspect(String pod) {
        look(pod);
        return views.view(pods.row(pod));
    }

    /** Its GPUs as they are now: total and free memory, and who holds it. */
    @Get("/gpus")
    List<PodGpu> gpus(String pod) {
        look(pod);
        return views.gpus(pods.row(pod));
    }

    private void look(String pod) {
        pods.row(pod);
        questions.ask(InspectPodWorkflow.class, WorkflowIds.inspect(pod), "Look at " + pod, PodFacts.class, pod);
    }
}
