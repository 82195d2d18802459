package dev.slipway.store.run;

import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunStatus;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A run. Outlives the retention of Temporal. Empty text means "none". */
@MappedEntity("run")
public record RunRow(
        @Id String id,
        RunKind kind,
        String pod,
        String model,
        String deployment,
        String workflowId,
        String temporalRunId,
        String requestHash,
        String request,
        RunStatus status,
        String failureCode,
        String failureMessage,
        long lastEvent,
        long logBytes,
        long bytesDone,
        long bytesTotal,
        long bytesPerSecond,
        long createdAt,
        long updatedAt,
        long endedAt) {}
