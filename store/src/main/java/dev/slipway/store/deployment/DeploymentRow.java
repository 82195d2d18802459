package dev.slipway.store.deployment;

import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A deployment. Written by its own workflow only. */
@MappedEntity("deployment")
public record DeploymentRow(
        @Id String name,
        String pod,
        String model,
        String revision,
        String runtime,
        DesiredState desired,
        DeploymentStatus status,
        String reasonCode,
        String reason,
        int instance,
        String spec,
        byte[] apiKeySealed,
        String runId,
        long createdAt,
        long updatedAt) {
    /** What its sealed API key is bound to. */
    public static String apiKeyContext(String deployment) {
        return "deployment/" + deployment + "/api-key";
    }

    /** Without the sealed columns. */
    @Override
    public String toString() {
        return "DeploymentRow[" + name + "]";
    }
}
