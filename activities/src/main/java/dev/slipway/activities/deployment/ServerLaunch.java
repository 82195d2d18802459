package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.connection.PodEnvironment;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeKey;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.workflows.deployment.LaunchRequest;
import dev.slipway.workflows.deployment.ServerPlan;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobSpec;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts servers as remote jobs: the job's identity makes that a second launch finds the first. */
@Singleton
final class ServerLaunch {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NO_RUNTIME = 44;
    /** vLLM reads it; in an argument everybody on the pod could. */
    private static final String API_KEY = "VLLM_API_KEY";

    private static final String HUB_TOKEN = "HF_TOKEN";

    private final PodConnections connections;
    private final PodEnvironment environment;
    private final RemoteJobs jobs;
    private final RuntimeRepository runtimes;
    private final ApiKeys keys;

    ServerLaunch(
            PodConnections connections,
            PodEnvironment environment,
            RemoteJobs jobs,
            RuntimeRepository runtimes,
            ApiKeys keys) {
        this.connections = connections;
        this.environment = environment;
        this.jobs = jobs;
        this.runtimes = runtimes;
        this.keys = keys;
    }

    /** The version that is installed; as it was recorded where the pod does not tell. */
    String version(String name, ServerPlan plan) {
        PodConnection pod = connections.open(name);
        var script = Command.script(TIMEOUT, PodPrograms.VERSION, List.of(plan.runtimePath()));
        ExecResult answer = pod.call(() -> pod.control().run(script));
        if (answer.exitStatus().orElse(0) == NO_RUNTIME) {
            throw Failures.of(
                    FailureCode.RUNTIME_NOT_FOUND,
                    "The runtime " + plan.runtime() + " is no longer on pod " + name + ": set the pod up again.");
        }
        String told = answer.stdout().strip();
        return told.isEmpty() ? recorded(name, plan.runtime()) : told;
    }

    void launch(LaunchRequest request) {
        PodConnection pod = connections.open(request.pod());
        String sockets = SocketFolder.of(request.jobId());
        var parameters = new ArrayList<>(List.of(sockets));
        parameters.addAll(request.plan().command());
        var variables =
                new HashMap<>(environment.plain(pod.row(), request.plan().environment()));
        SocketFolder.VARIABLES.forEach(each -> variables.putIfAbsent(each, sockets));
        var start = new JobStart(
                request.jobId(),
                SocketFolder.LAUNCH,
                parameters,
                variables,
                secrets(pod.row(), request.name()),
                request.name());
        pod.call(() -> jobs.start(pod.control(), pod.root(), start));
    }

    private Map<String, String> secrets(PodRow pod, String deployment) {
        var secrets = new HashMap<>(environment.secrets(pod, List.of(JobSpec.ALL_SECRETS_OF_POD, HUB_TOKEN)));
        secrets.put(API_KEY, keys.of(deployment));
        return secrets;
    }

    private String recorded(String pod, String runtime) {
        return runtimes.findById(new RuntimeKey(pod, runtime))
                .map(RuntimeRow::vllm)
                .orElse("");
    }
}
