package dev.slipway.activities.deployment;

import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.PortLeaseRepository;
import dev.slipway.store.deployment.PortLeaseRow;
import dev.slipway.store.run.RunRepository;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Holders of leases that no run is at work on, as the store shows them: servers that run, and what was left behind. */
@Singleton
final class UnattendedLeases {
    /** After a run has ended: an activity of a workflow that was ended from outside may still be at work. */
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final PortLeaseRepository leases;
    private final InstanceRepository instances;
    private final DeploymentRepository deployments;
    private final RunRepository runs;

    UnattendedLeases(
            PortLeaseRepository leases,
            InstanceRepository instances,
            DeploymentRepository deployments,
            RunRepository runs) {
        this.leases = leases;
        this.instances = instances;
        this.deployments = deployments;
        this.runs = runs;
    }

    /** @param now epoch milliseconds */
    List<LeaseHolder> at(long now) {
        return leases.findAll().stream()
                .map(this::holder)
                .filter(holder -> unattended(holder, now))
                .toList();
    }

    private LeaseHolder holder(PortLeaseRow lease) {
        return new LeaseHolder(
                lease,
                instances
                        .findById(new InstanceKey(lease.deployment(), lease.instance()))
                        .orElse(null),
                deployments.findById(lease.deployment()).orElse(null));
    }

    /** The run that took the leases is over, and so is the last one of the deployment. */
    private boolean unattended(LeaseHolder holder, long now) {
        DeploymentRow owner = holder.owner();
        return over(holder.lease().runId(), now) && (owner == null || over(owner.runId(), now));
    }

    /** A run that the store has forgotten was over long before. */
    private boolean over(String runId, long now) {
        return runs.findById(runId)
                .map(run -> run.status().ended() && run.endedAt() < now - QUIET.toMillis())
                .orElse(true);
    }
}
