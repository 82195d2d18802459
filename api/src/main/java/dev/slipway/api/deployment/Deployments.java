package dev.slipway.api.deployment;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.workflows.failure.FailureCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Deployments and their servers as they are stored. */
@Singleton
public final class Deployments {
    private final DeploymentRepository deployments;
    private final InstanceRepository instances;

    Deployments(DeploymentRepository deployments, InstanceRepository instances) {
        this.deployments = deployments;
        this.instances = instances;
    }

    public List<DeploymentRow> all() {
        return deployments.findAllOrderByName();
    }

    public Optional<DeploymentRow> find(String name) {
        return deployments.findById(name);
    }

    /** The deployment; {@code DEPLOYMENT_NOT_FOUND} otherwise. */
    DeploymentRow get(String name) {
        return find(name)
                .orElseThrow(() ->
                        new ApiProblem(FailureCode.DEPLOYMENT_NOT_FOUND, "There is no deployment named " + name + "."));
    }

    /** Its current server, or its last one. */
    public Optional<InstanceRow> server(DeploymentRow row) {
        return row.instance() == 0 ? Optional.empty() : instances.findById(new InstanceKey(row.name(), row.instance()));
    }
}
