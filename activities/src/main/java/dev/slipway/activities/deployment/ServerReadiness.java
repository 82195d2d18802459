package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.HandedOver;
import dev.slipway.activities.connection.Heartbeats;
import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.deployment.ReadyRequest;
import dev.slipway.workflows.deployment.ReadyResult;
import io.temporal.activity.ActivityExecutionContext;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Waits until a server is ready. Two things push at the same time: the job's log, with its end, and a program on the pod
 * that looks at the port and asks the server. Nothing is asked over SSH again and again.
 */
@Singleton
final class ServerReadiness {
    private final PodConnections connections;
    private final RemoteJobs jobs;
    private final RunJournal journal;
    private final ApiKeys keys;
    private final InstantSource clock;

    ServerReadiness(
            PodConnections connections, RemoteJobs jobs, RunJournal journal, ApiKeys keys, InstantSource clock) {
        this.connections = connections;
        this.jobs = jobs;
        this.journal = journal;
        this.keys = keys;
        this.clock = clock;
    }

    /** One attempt; what a former one saw of the log is not stored again. */
    ReadyResult await(ReadyRequest request, ActivityExecutionContext context) {
        ReadyPosition from = context.getHeartbeatDetails(ReadyPosition.class)
                .orElseGet(() -> ReadyPosition.at(context.getInfo().getScheduledTimestamp()));
        PodConnection pod = Heartbeats.during(context, from, () -> connections.open(request.pod()));
        var log = new ReadyLog(request, from, journal, clock);
        var wait = new ReadyWait(
                request.deadline(), log, new ServerPostMortem(pod, jobs, request.jobId())::failure, clock);
        var news = new PodNews(request, pod, jobs, keys.of(request.name()), wait);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            threads.execute(() -> news.follow(from.offset()));
            threads.execute(news::probe);
            return wait.result(context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandedOver();
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }
}
