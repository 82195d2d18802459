package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.workflows.failure.FailureCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** What uses a pod. */
@Singleton
final class PodUse {
    private final DeploymentRepository deployments;

    PodUse(DeploymentRepository deployments) {
        this.deployments = deployments;
    }

    List<DeploymentRow> deployments(String pod) {
        return deployments.findByPodOrderByName(pod);
    }

    /** Refuses where a deployment runs, or may run. */
    void refuseRunning(String pod, String because) {
        String running = deployments(pod).stream()
                .filter(row -> row.status().mayRun())
                .map(DeploymentRow::name)
                .collect(Collectors.joining(", "));
        if (!running.isEmpty()) {
            throw new ApiProblem(
                    FailureCode.POD_HAS_DEPLOYMENTS, "On " + pod + " runs " + running + ", and " + because + ".");
        }
    }
}
