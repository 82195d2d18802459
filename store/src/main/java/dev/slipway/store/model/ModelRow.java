package dev.slipway.store.model;

import dev.slipway.workflows.model.ModelStatus;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;

/** A model at a revision, cached on a pod. */
@MappedEntity("model")
public record ModelRow(
        @EmbeddedId ModelKey id,
        String branch,
        ModelStatus status,
        long sizeBytes,
        int fileCount,
        String path,
        String runId,
        long verifiedAt,
        long updatedAt) {}
