package dev.slipway.workflows.deployment;

import dev.slipway.workflows.model.DownloadResult;
import io.temporal.activity.ActivityInterface;

/** The model of a start. */
@ActivityInterface
public interface ModelStep {
    /**
     * Makes sure that the model is on the pod, verified: answers at once where it is, joins a download that runs, or starts
     * one. Heartbeats; when it is cancelled it leaves the download, which ends with its last requester.
     */
    DownloadResult ensure(ModelRequest request);
}
