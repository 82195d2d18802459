package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.run.OpenRuns;
import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.ssh.SshException;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.deployment.Leases;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.WorkflowIds;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Forgets a pod. Touches nothing on its machine: what runs there goes on. */
@Singleton
final class PodRemoval {
    private final PodRepository pods;
    private final PodLinks links;
    private final PodUse use;
    private final DeploymentRepository deployments;
    private final InstanceRepository instances;
    private final Leases leases;
    private final OpenRuns runs;

    PodRemoval(
            PodRepository pods,
            PodLinks links,
            PodUse use,
            DeploymentRepository deployments,
            InstanceRepository instances,
            Leases leases,
            OpenRuns runs) {
        this.pods = pods;
        this.links = links;
        this.use = use;
        this.deployments = deployments;
        this.instances = instances;
        this.leases = leases;
        this.runs = runs;
    }

    /**
     * Removes the pod.
     *
     * @param force also with deployments that run, and with runs under way, which are given up
     */
    void remove(String name, boolean force) {
        PodRow row = links.row(name);
        List<RunRow> open = runs.ofPod(name);
        if (!force) {
            use.refuseRunning(name, "removing the pod would forget it");
            refuseOpen(name, open);
        }
        List<DeploymentRow> forgotten = use.deployments(name);
        forgotten.forEach(deployment -> runs.endWorkflow(WorkflowIds.deployment(deployment.name())));
        // Read again: they may have gone on until now. Their phases would write to the store of what is forgotten.
        use.deployments(name).forEach(deployment -> endPhases(deployment, open));
        open.forEach(run -> runs.giveUp(run, "The pod " + name + " was removed."));
        forgotten.forEach(this::forget);
        pods.deleteById(name);
        disconnect(row);
    }

    private static void refuseOpen(String name, List<RunRow> open) {
        if (!open.isEmpty()) {
            throw new ApiProblem(
                    FailureCode.POD_BUSY, "Run " + open.getFirst().id() + " is under way on " + name + ".");
        }
    }

    /** A stop is written down by itself, so its run may be any that is open. */
    private void endPhases(DeploymentRow deployment, List<RunRow> open) {
        String name = deployment.name();
        runs.endWorkflow(WorkflowIds.startServer(name, deployment.instance()));
        Stream.concat(Stream.of(deployment.runId()), open.stream().map(RunRow::id))
                .distinct()
                .forEach(run -> runs.endWorkflow(WorkflowIds.stopServer(name, deployment.instance(), run)));
    }

    private void forget(DeploymentRow deployment) {
        for (InstanceRow instance : instances.findByIdDeploymentOrderByIdNumber(deployment.name())) {
            leases.release(deployment.name(), instance.id().number());
            instances.delete(instance);
        }
        deployments.deleteById(deployment.name());
    }

    private void disconnect(PodRow row) {
        try {
            links.open(row).forget();
        } catch (SshException | SecretUnreadable e) {
            // Its key is gone or cannot be read: then there is no connection either.
        }
    }
}
