package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.workflows.deployment.DeploymentRecords;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases leases that nobody else will release: those of instances that no run is at work on, and of which nothing lives on
 * their pod. What still lives and no deployment wants is ended first. A pod that cannot be asked is left as it is: the next
 * look finds the same. Several workers may look at the same time.
 */
@Singleton
public final class LeaseReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseReconciler.class);

    private final UnattendedLeases unattended;
    private final PodConnections connections;
    private final RemoteJobs jobs;
    private final ServerEnd end;
    private final DeploymentRecords records;
    private final DeathNotices notices;
    private final InstantSource clock;

    LeaseReconciler(
            UnattendedLeases unattended,
            PodConnections connections,
            RemoteJobs jobs,
            ServerEnd end,
            DeploymentRecords records,
            DeathNotices notices,
            InstantSource clock) {
        this.unattended = unattended;
        this.connections = connections;
        this.jobs = jobs;
        this.end = end;
        this.records = records;
        this.notices = notices;
        this.clock = clock;
    }

    /** One look at every pod on which there is something to look at, all at once. */
    public void reconcile() {
        reconcile(clock.millis());
    }

    void reconcile(long now) {
        Map<String, List<LeaseHolder>> byPod =
                unattended.at(now).stream().collect(Collectors.groupingBy(LeaseHolder::pod));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byPod.forEach((pod, holders) -> threads.execute(() -> look(pod, holders)));
        }
    }

    private void look(String pod, List<LeaseHolder> holders) {
        try {
            Set<String> living = pod.isEmpty() ? Set.of() : living(connections.open(pod), holders);
            holders.stream()
                    .filter(holder -> !holder.wanted() || !living.contains(holder.jobId()))
                    .forEach(this::release);
        } catch (RuntimeException e) {
            LOG.debug("leases on pod {} could not be compared with it", pod, e);
        }
    }

    private Set<String> living(PodConnection pod, List<LeaseHolder> holders) {
        return pod.call(() -> {
            PodRoot root = pod.root();
            refuseAnother(pod.row().fingerprint(), root.fingerprint());
            List<String> jobIds = holders.stream().map(LeaseHolder::jobId).toList();
            return jobs.living(pod.control(), root, jobIds);
        });
    }

    /** Servers of one machine cannot be looked for on another. */
    private static void refuseAnother(String known, String found) {
        if (!known.isEmpty() && !known.equals(found)) {
            throw new IllegalStateException("the machine is " + found + " and not " + known + " any more");
        }
    }

    private void release(LeaseHolder holder) {
        try {
            // Also where nothing lives: it keeps a launch that comes late from beginning.
            end.terminate(holder.reference());
            notices.tell(holder);
            records.release(holder.deployment(), holder.instance());
            LOG.info("released what instance {} of {} held", holder.instance(), holder.deployment());
        } catch (RuntimeException e) {
            LOG.debug("instance {} of {} keeps its leases", holder.instance(), holder.deployment(), e);
        }
    }
}
