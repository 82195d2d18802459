package dev.slipway.activities.job;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.run.RunStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders of jobs on pods that nobody will ask for again. */
@Singleton
public final class FinishedJobs {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedJobs.class);
    /**
     * Since the end of a job. Longer than any activity may take, for a worker that wakes up late must find what was done;
     * and long enough for another installation of Slipway that uses the same folder of the pod, of which we know nothing.
     */
    static final Duration KEPT = Duration.ofDays(7);

    private final RemoteJobs jobs;
    private final PodRepository pods;
    private final RunRepository runs;
    private final DeploymentRepository deployments;
    private final InstanceRepository instances;

    FinishedJobs(
            RemoteJobs jobs,
            PodRepository pods,
            RunRepository runs,
            DeploymentRepository deployments,
            InstanceRepository instances) {
        this.jobs = jobs;
        this.pods = pods;
        this.runs = runs;
        this.deployments = deployments;
        this.instances = instances;
    }

    /**
     * Removes those that ended {@link #KEPT} ago; none of an open run, and not the last one of a deployment, whose log can
     * be asked for. Takes seconds, and a pod that does not answer is no failure of what this is done beside.
     */
    public void prune(PodConnection pod) {
        try {
            PodRoot root = pod.root();
            int pruned = jobs.prune(pod.control(), root, KEPT, kept(pod.row(), root));
            LOG.debug("removed {} finished jobs of pod {}", pruned, pod.row().name());
        } catch (SshException e) {
            LOG.info("finished jobs of pod {} stay for now: {}", pod.row().name(), e.getMessage());
        }
    }

    private Set<String> kept(PodRow row, PodRoot root) {
        var kept = new HashSet<String>();
        for (String pod : namesOf(row, root)) {
            runs.findByPodAndStatusInList(pod, RunStatus.open()).stream()
                    .map(RunRow::id)
                    .forEach(kept::add);
            deployments.findByPodOrderByName(pod).stream()
                    .flatMap(deployment -> jobOf(deployment).stream())
                    .forEach(kept::add);
        }
        return kept;
    }

    /** A shared machine has several names, and one folder. */
    private Set<String> namesOf(PodRow row, PodRoot root) {
        var others = pods.findByFingerprint(root.fingerprint()).stream().map(PodRow::name);
        return Stream.concat(Stream.of(row.name()), others).collect(Collectors.toSet());
    }

    private Optional<String> jobOf(DeploymentRow deployment) {
        return instances
                .findById(new InstanceKey(deployment.name(), deployment.instance()))
                .map(InstanceRow::jobId);
    }
}
