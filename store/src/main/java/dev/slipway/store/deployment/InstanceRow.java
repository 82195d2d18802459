package dev.slipway.store.deployment;

import dev.slipway.workflows.deployment.DeploymentStatus;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/** One server of a deployment. */
@MappedEntity("instance")
public record InstanceRow(
        @EmbeddedId InstanceKey id,
        String pod,
        String jobId,
        int port,
        String gpus,
        String plan,
        String modelId,
        DeploymentStatus status,
        String runId,
        long readyAt,
        long updatedAt) {}
