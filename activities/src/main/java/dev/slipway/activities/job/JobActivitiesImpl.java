package dev.slipway.activities.job;

import dev.slipway.activities.connection.HandedOver;
import dev.slipway.activities.connection.Heartbeats;
import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.connection.PodEnvironment;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.job.JobActivities;
import dev.slipway.workflows.job.JobEnd;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Follows remote jobs. Every attempt attaches to the job that the first one started. A cancelled activity ends the job's
 * whole tree; a worker that stops leaves the job to the next attempt.
 */
@Singleton
public final class JobActivitiesImpl implements JobActivities {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final PodConnections connections;
    private final PodEnvironment environment;
    private final RemoteJobs jobs;
    private final RunJournal journal;
    private final InstantSource clock;

    JobActivitiesImpl(
            PodConnections connections,
            PodEnvironment environment,
            RemoteJobs jobs,
            RunJournal journal,
            InstantSource clock) {
        this.connections = connections;
        this.environment = environment;
        this.jobs = jobs;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public JobOutcome run(JobSpec job) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        FollowPosition from = context.getHeartbeatDetails(FollowPosition.class)
                .orElseGet(() -> new FollowPosition(0, clock.millis()));
        var following = new Following(job, from, context, journal, clock);
        try {
            PodConnection pod = Heartbeats.during(context, from, () -> start(job));
            return outcome(follow(pod, job, from, following), following);
        } catch (ActivityCanceledException cancelled) {
            endTree(context, job.pod(), job.jobId(), following.position());
            throw cancelled;
        } catch (Following.Overdue overdue) {
            endTree(context, job.pod(), job.jobId(), following.position());
            return new JobOutcome(overdue.state(), 0, following.finish());
        }
    }

    @Override
    public void end(JobEnd request) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Heartbeats.duringAll(context, null, () -> end(request.pod(), request.jobId(), request.grace()));
    }

    @Override
    public JobOutcome cleanUp(JobSpec job) {
        return run(job);
    }

    private PodConnection start(JobSpec job) {
        PodConnection pod = connections.open(job.pod());
        var start = new JobStart(
                job.jobId(),
                job.script(),
                job.parameters(),
                environment.plain(pod.row(), job.environment()),
                environment.secrets(pod.row(), job.secrets()),
                "");
        pod.call(() -> jobs.start(pod.control(), pod.root(), start));
        return pod;
    }

    private JobStatus follow(PodConnection pod, JobSpec job, FollowPosition from, Following following) {
        return pod.call(() -> {
            try {
                return jobs.follow(pod.follow(), pod.root(), job.jobId(), from.offset(), following);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HandedOver();
            }
        });
    }

    private static JobOutcome outcome(JobStatus status, Following following) {
        String tail = following.finish();
        return switch (status.state()) {
            case EXITED -> new JobOutcome(JobOutcome.State.EXITED, status.exitCode(), tail);
            // A root that was wiped took the job's outcome with it.
            case LOST, ABSENT -> new JobOutcome(JobOutcome.State.LOST, 0, tail);
            case RUNNING -> throw new IllegalStateException("the following ended before the job");
        };
    }

    private void endTree(ActivityExecutionContext context, String pod, String jobId, FollowPosition position) {
        Heartbeats.duringAll(context, position, () -> end(pod, jobId, GRACE));
    }

    private RemoteJobs.JobEnd end(String name, String jobId, Duration grace) throws SshException {
        PodConnection pod = connections.open(name);
        return pod.call(() -> jobs.end(pod.control(), pod.root(), jobId, grace));
    }
}
