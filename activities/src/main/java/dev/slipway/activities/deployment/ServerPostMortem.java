package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.LogChunk;
import dev.slipway.workflows.deployment.FailureClassifier;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import io.temporal.failure.ApplicationFailure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Why a server ended: its whole log says. */
final class ServerPostMortem {
    private static final int CHUNK = 1 << 20;
    /** Of a longer log the end counts. */
    private static final long MOST = 8L << 20;

    private final PodConnection pod;
    private final RemoteJobs jobs;
    private final String jobId;

    ServerPostMortem(PodConnection pod, RemoteJobs jobs, String jobId) {
        this.pod = pod;
        this.jobs = jobs;
        this.jobId = jobId;
    }

    ApplicationFailure failure(JobStatus end) {
        return switch (end.state()) {
            case EXITED -> classified(end.logBytes(), end.exitCode());
            case LOST -> classified(end.logBytes(), -1);
            case ABSENT ->
                permanent(new Failure(
                        FailureCode.JOB_LOST, "The pod knows nothing of the server's job: its root was wiped."));
            case RUNNING -> throw new IllegalStateException("the following ended before the job");
        };
    }

    private ApplicationFailure classified(long logBytes, int exitCode) {
        return permanent(FailureClassifier.classify(log(logBytes), exitCode));
    }

    /** The same command on the same pod ends the same way: a person must look. */
    private static ApplicationFailure permanent(Failure why) {
        return ApplicationFailure.newNonRetryableFailure(
                why.message(), why.code().name());
    }

    private String log(long end) {
        var text = new ByteArrayOutputStream();
        long offset = Math.max(0, end - MOST);
        while (offset < end) {
            long from = offset;
            LogChunk chunk = pod.call(() -> jobs.read(pod.control(), pod.root(), jobId, from, CHUNK));
            if (chunk.bytes().length == 0) {
                break;
            }
            text.writeBytes(chunk.bytes());
            offset = chunk.offset() + chunk.bytes().length;
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
