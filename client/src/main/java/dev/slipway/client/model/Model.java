package dev.slipway.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model on a pod.
 *
 * @param pod name of the pod
 * @param repo {@code organisation/name}
 * @param revision the commit
 * @param branch what was asked for
 * @param status {@code DOWNLOADING}, {@code VERIFIED}, {@code FOUND} (in the cache, not checked) or {@code FAILED}
 * @param sizeBytes size of all its files
 * @param fileCount number of its files
 * @param path folder on the pod that holds it
 * @param runId run that fetched it; empty for one that was found
 * @param verifiedAt when every file was checked; null: never
 * @param updatedAt when it last changed
 */
public record Model(
        String pod,
        String repo,
        String revision,
        String branch,
        String status,
        long sizeBytes,
        int fileCount,
        String path,
        String runId,
        @Nullable Instant verifiedAt,
        Instant updatedAt) {}
