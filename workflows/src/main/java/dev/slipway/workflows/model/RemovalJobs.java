package dev.slipway.workflows.model;

import dev.slipway.workflows.job.Job;
import dev.slipway.workflows.job.JobSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The jobs of one removal.
 *
 * @param request what was asked for
 * @param python interpreter on the pod that has the Hub client
 */
record RemovalJobs(RemoveModelRequest request, String python) {
    private static final Duration RENAME = Duration.ofMinutes(5);
    /** A network disk may take its time with terabytes. */
    private static final Duration DELETE = Duration.ofHours(1);

    Job setAside() {
        return job("aside", RENAME);
    }

    Job putBack() {
        return job("back", RENAME);
    }

    Job delete() {
        return job("delete", DELETE);
    }

    private Job job(String what, Duration deadline) {
        return new Job(new JobSpec(
                request.pod(),
                request.runId(),
                what,
                1,
                ModelScripts.REMOVE,
                List.of(python, what, request.repository(), request.revision(), request.runId()),
                Map.of(),
                List.of(),
                deadline,
                Duration.ZERO));
    }
}
