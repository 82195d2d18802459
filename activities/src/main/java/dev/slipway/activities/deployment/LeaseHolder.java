package dev.slipway.activities.deployment;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.deployment.PortLeaseRow;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.deployment.InstanceRef;
import org.jspecify.annotations.Nullable;

/**
 * An instance that holds leases.
 *
 * @param lease its port, which every reservation has
 * @param server the instance; null when its reservation was cut short, before anything of it could be on a pod
 * @param owner its deployment; null when that is gone
 */
record LeaseHolder(
        PortLeaseRow lease,
        @Nullable InstanceRow server,
        @Nullable DeploymentRow owner) {
    String deployment() {
        return lease.deployment();
    }

    int instance() {
        return lease.instance();
    }

    /** Name of its pod; empty when nothing of it can be on one. */
    String pod() {
        return server == null ? "" : server.pod();
    }

    /** Its job; empty when nothing of it can be on a pod. */
    String jobId() {
        return server == null ? "" : server.jobId();
    }

    /** Whether it is the current server of its deployment. */
    boolean current() {
        return owner != null && owner.instance() == instance();
    }

    /** Whether its deployment wants it to run. */
    boolean wanted() {
        return owner != null
                && current()
                && owner.desired() == DesiredState.RUNNING
                && owner.status().mayRun();
    }

    InstanceRef reference() {
        return new InstanceRef(lease.runId(), pod(), deployment(), instance());
    }
}
