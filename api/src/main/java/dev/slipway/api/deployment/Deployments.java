package dev.slipway.api.deployment;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.workflows.failure.FailureCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deployments and their servers as they are stored. */
@Singleton
public final class Deployments {
    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);

    private final DeploymentRepository deployments;
    private final InstanceRepository instances;
    private final SecretBox box;

    Deployments(DeploymentRepository deployments, InstanceRepository instances, SecretBox box) {
        this.deployments = deployments;
        this.instances = instances;
        this.box = box;
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

    /** Its API key; empty when it has none, and when it was sealed with another master key. */
    public Optional<String> apiKey(DeploymentRow row) {
        if (row.apiKeySealed().length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(box.openText(DeploymentRow.apiKeyContext(row.name()), row.apiKeySealed()));
        } catch (SecretUnreadable e) {
            // Whoever needs it to serve says so; here it must not hide the others.
            LOG.debug("{} shows no key: {}", row.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Its current server, or its last one. */
    public Optional<InstanceRow> server(DeploymentRow row) {
        return row.instance() == 0 ? Optional.empty() : instances.findById(new InstanceKey(row.name(), row.instance()));
    }
}
