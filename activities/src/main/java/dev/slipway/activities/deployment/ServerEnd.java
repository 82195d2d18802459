package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.job.FinishedJobs;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.json.Json;
import dev.slipway.workflows.deployment.InstanceRef;
import dev.slipway.workflows.deployment.ServerPlan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends servers. An instance that was never reserved has nothing on its pod. */
@Singleton
final class ServerEnd {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int MEMORY_SECONDS = 20;
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final PodConnections connections;
    private final RemoteJobs jobs;
    private final InstanceRepository instances;
    private final FinishedJobs finished;
    private final int memorySeconds;

    @Inject
    ServerEnd(PodConnections connections, RemoteJobs jobs, InstanceRepository instances, FinishedJobs finished) {
        this(connections, jobs, instances, finished, MEMORY_SECONDS);
    }

    /** @param memorySeconds how long memory may take to come back */
    ServerEnd(
            PodConnections connections,
            RemoteJobs jobs,
            InstanceRepository instances,
            FinishedJobs finished,
            int memorySeconds) {
        this.connections = connections;
        this.jobs = jobs;
        this.instances = instances;
        this.finished = finished;
        this.memorySeconds = memorySeconds;
    }

    int drain(InstanceRef ref, int seconds) {
        return instances.findById(key(ref)).map(row -> drain(ref, row, seconds)).orElse(0);
    }

    void terminate(InstanceRef ref) {
        instances.findById(key(ref)).ifPresent(row -> {
            PodConnection pod = connections.open(ref.pod());
            pod.call(() -> jobs.end(pod.control(), pod.root(), row.jobId(), GRACE));
            var remove = Command.script(SLACK, SocketFolder.REMOVE, List.of(SocketFolder.of(row.jobId())));
            pod.call(() -> pod.control().run(remove));
            finished.prune(pod);
        });
    }

    String awaitMemory(InstanceRef ref) {
        List<String> gpus = instances
                .findById(key(ref))
                .map(row -> List.of(Json.read(row.gpus(), String[].class)))
                .orElse(List.of());
        if (gpus.isEmpty()) {
            return "";
        }
        var parameters = new ArrayList<>(List.of(String.valueOf(memorySeconds)));
        parameters.addAll(gpus);
        List<String> held = follow(
                ref, Command.script(Duration.ofSeconds(memorySeconds).plus(SLACK), PodPrograms.MEMORY, parameters));
        return held.isEmpty()
                ? ""
                : "Memory is still held by processes that this pod does not show (another container's, or not given back yet): "
                        + String.join("; ", held);
    }

    private int drain(InstanceRef ref, InstanceRow row, int seconds) {
        String python = Json.read(row.plan(), ServerPlan.class).runtimePath() + "/bin/python";
        var command = Command.of(
                Duration.ofSeconds(seconds).plus(SLACK),
                python,
                "-I",
                "-c",
                PodPrograms.DRAIN,
                String.valueOf(row.port()),
                String.valueOf(seconds));
        List<String> counts = follow(ref, command);
        return counts.isEmpty() || !counts.getLast().matches("\\d{1,9}") ? 0 : Integer.parseInt(counts.getLast());
    }

    private List<String> follow(InstanceRef ref, Command command) {
        PodConnection pod = connections.open(ref.pod());
        ExecResult answer = pod.call(() -> pod.follow().run(command));
        return answer.stdout().lines().filter(line -> !line.isBlank()).toList();
    }

    private static InstanceKey key(InstanceRef ref) {
        return new InstanceKey(ref.name(), ref.instance());
    }
}
