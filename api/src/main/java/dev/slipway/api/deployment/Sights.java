package dev.slipway.api.deployment;

import dev.slipway.api.pod.PodLink;
import dev.slipway.api.pod.PodLinks;
import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.problem.SshFailures;
import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.failure.FailureCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares deployments that are meant to run with their pods: all pods at once, two round trips a pod. */
@Singleton
final class Sights {
    private final PodLinks links;
    private final Deployments deployments;
    private final HealthProbe probe;
    private final Observations observations;

    Sights(PodLinks links, Deployments deployments, HealthProbe probe, Observations observations) {
        this.links = links;
        this.deployments = deployments;
        this.probe = probe;
        this.observations = observations;
    }

    /** What is seen, by name; nothing of those that are not meant to run, or are on their way. */
    Map<String, Sight> of(List<DeploymentRow> rows) {
        Map<String, Sight> seen = new ConcurrentHashMap<>();
        Map<String, List<DeploymentRow>> byPod =
                rows.stream().filter(row -> row.status().serving()).collect(Collectors.groupingBy(DeploymentRow::pod));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byPod.forEach((pod, there) -> threads.execute(() -> seen.putAll(look(pod, there))));
        }
        return seen;
    }

    private Map<String, Sight> look(String pod, List<DeploymentRow> there) {
        try {
            PodLink link = links.open(pod);
            List<String> jobs = there.stream()
                    .map(deployments::server)
                    .flatMap(Optional::stream)
                    .map(InstanceRow::jobId)
                    .filter(job -> !job.isEmpty())
                    .toList();
            Map<String, JobStatus> states = link.jobs().status(link.control(), link.root(), jobs);
            return all(there, row -> see(link, row, states));
        } catch (SshException e) {
            ApiProblem problem = SshFailures.problem(e);
            return all(there, _ -> new Sight(Sight.UNREACHABLE, problem.code().name(), problem.detail()));
        } catch (ApiProblem | SecretUnreadable e) {
            return all(
                    there, _ -> new Sight(Sight.UNREACHABLE, FailureCode.POD_UNREACHABLE.name(), "" + e.getMessage()));
        }
    }

    private Sight see(PodLink link, DeploymentRow row, Map<String, JobStatus> states) {
        Optional<InstanceRow> server = deployments.server(row);
        Optional<JobStatus> job = server.map(instance -> states.get(instance.jobId()));
        boolean lives =
                job.filter(state -> state.state() == JobStatus.State.RUNNING).isPresent();
        Sight sight = !lives
                ? new Sight(DeploymentStatus.DEAD.name(), FailureCode.SERVER_CRASHED.name(), end(job, row.name()))
                : probe.healthy(link, server.get().port())
                        ? new Sight(DeploymentStatus.READY.name(), "", "")
                        : new Sight(
                                DeploymentStatus.UNHEALTHY.name(),
                                FailureCode.UPSTREAM_FAILED.name(),
                                "Its process lives, but does not answer /health.");
        observations.tell(row, sight);
        return sight;
    }

    private static String end(Optional<JobStatus> job, String name) {
        return job.filter(state -> state.state() == JobStatus.State.EXITED)
                .map(state -> "Its process ended with exit code " + state.exitCode() + ".")
                .orElse("Its job is gone without a trace of its end: `slipway stop " + name
                        + "` ends what may be left of it.");
    }

    private static Map<String, Sight> all(List<DeploymentRow> rows, Function<DeploymentRow, Sight> sight) {
        return rows.stream().collect(Collectors.toMap(DeploymentRow::name, sight));
    }
}
