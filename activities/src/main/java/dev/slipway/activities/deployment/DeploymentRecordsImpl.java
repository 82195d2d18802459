package dev.slipway.activities.deployment;

import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.deployment.Leases;
import dev.slipway.store.deployment.Leases.LeaseRefused;
import dev.slipway.store.deployment.Leases.Reservation;
import dev.slipway.store.json.Json;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.run.RunRepository;
import dev.slipway.workflows.deployment.DeploymentRecords;
import dev.slipway.workflows.deployment.DeploymentState;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.ReserveRequest;
import dev.slipway.workflows.deployment.Reserved;
import dev.slipway.workflows.deployment.ServerPlan;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deployments, their instances and leases, in the store. Every method may run twice. */
@Singleton
public final class DeploymentRecordsImpl implements DeploymentRecords {
    private static final int PERMILLE_PER_PERCENT = 10;
    private static final int REASON_LIMIT = 2000;

    private final DeploymentRepository deployments;
    private final InstanceRepository instances;
    private final Leases leases;
    private final PodRepository pods;
    private final RunRepository runs;
    private final ApiKeys keys;
    private final InstantSource clock;

    DeploymentRecordsImpl(
            DeploymentRepository deployments,
            InstanceRepository instances,
            Leases leases,
            PodRepository pods,
            RunRepository runs,
            ApiKeys keys,
            InstantSource clock) {
        this.deployments = deployments;
        this.instances = instances;
        this.leases = leases;
        this.pods = pods;
        this.runs = runs;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public DeploymentState load(String name) {
        return deployments
                .findById(name)
                .map(DeploymentRecordsImpl::state)
                .orElseGet(() -> DeploymentState.initial(name));
    }

    @Override
    public void record(DeploymentState state) {
        ServerSpec spec = state.spec();
        Optional<DeploymentRow> old = deployments.findById(state.name());
        // A stop of what was never started leaves nothing to remember; and what was removed meanwhile stays removed.
        if (spec != null && (old.isPresent() || state.status() == DeploymentStatus.STARTING)) {
            deployments.put(row(state, spec, old));
        }
    }

    @Override
    public Reserved reserve(ReserveRequest request) {
        ServerPlan plan = request.plan();
        var ports = new ArrayList<>(List.of(plan.port()));
        ports.addAll(plan.otherPorts());
        try {
            Reservation granted = leases.reserve(new Leases.Request(
                    machine(request.pod()),
                    request.name(),
                    request.instance(),
                    request.runId(),
                    plan.gpuUuids(),
                    plan.memoryPercent() * PERMILLE_PER_PERCENT,
                    ports));
            instances.put(instance(request, plan.atPort(granted.port())));
            return new Reserved(granted.port(), null);
        } catch (LeaseRefused refused) {
            return new Reserved(0, new Failure(code(refused, plan), String.valueOf(refused.getMessage())));
        }
    }

    @Override
    public void ready(DeploymentState state) {
        move(state.name(), state.instance(), DeploymentStatus.READY, clock.millis());
        record(state);
    }

    @Override
    public void released(DeploymentState state) {
        release(state.name(), state.instance());
        record(state);
    }

    @Override
    public void release(String name, int instance) {
        leases.release(name, instance);
        move(name, instance, DeploymentStatus.STOPPED, 0);
    }

    @Override
    public boolean runEnded(String runId) {
        return runs.findById(runId).map(row -> row.status().ended()).orElse(true);
    }

    private String machine(String pod) {
        return pods.findById(pod)
                .map(PodRow::machine)
                .orElseThrow(() -> Failures.of(FailureCode.POD_NOT_FOUND, "There is no pod named " + pod + "."));
    }

    private static FailureCode code(LeaseRefused refused, ServerPlan plan) {
        if (!refused.isPort()) {
            return FailureCode.NO_GPU_FITS;
        }
        return plan.otherPorts().isEmpty() ? FailureCode.PORT_TAKEN : FailureCode.PORT_RANGE_EXHAUSTED;
    }

    private InstanceRow instance(ReserveRequest request, ServerPlan plan) {
        return new InstanceRow(
                new InstanceKey(request.name(), request.instance()),
                request.pod(),
                request.jobId(),
                plan.port(),
                Json.write(plan.gpuUuids()),
                Json.write(plan),
                plan.servedNames().getFirst(),
                DeploymentStatus.STARTING,
                request.runId(),
                0,
                clock.millis());
    }

    private void move(String name, int number, DeploymentStatus status, long readyAt) {
        instances
                .findById(new InstanceKey(name, number))
                .map(row -> new InstanceRow(
                        row.id(),
                        row.pod(),
                        row.jobId(),
                        row.port(),
                        row.gpus(),
                        row.plan(),
                        row.modelId(),
                        status,
                        row.runId(),
                        readyAt == 0 ? row.readyAt() : readyAt,
                        clock.millis()))
                .ifPresent(instances::put);
    }

    private DeploymentRow row(DeploymentState state, ServerSpec spec, Optional<DeploymentRow> old) {
        Failure reason = state.reason();
        return new DeploymentRow(
                state.name(),
                spec.pod(),
                spec.model(),
                spec.revision(),
                runtime(state, spec),
                state.desired(),
                state.status(),
                reason == null ? "" : reason.code().name(),
                reason == null ? "" : shortened(reason.message()),
                state.instance(),
                Json.write(spec),
                apiKey(state, old),
                state.runId(),
                old.map(DeploymentRow::createdAt).orElseGet(clock::millis),
                clock.millis());
    }

    private byte[] apiKey(DeploymentState state, Optional<DeploymentRow> old) {
        byte[] sealed = old.map(DeploymentRow::apiKeySealed).orElseGet(() -> new byte[0]);
        boolean begins = state.status() == DeploymentStatus.STARTING
                && old.map(DeploymentRow::instance).orElse(0) != state.instance();
        return begins ? keys.forNewInstance(state.name(), sealed) : sealed;
    }

    /** The one that was planned; before that the one that was asked for, and empty means any. */
    private String runtime(DeploymentState state, ServerSpec spec) {
        return instances
                .findById(new InstanceKey(state.name(), state.instance()))
                .map(row -> Json.read(row.plan(), ServerPlan.class).runtime())
                .orElse(spec.runtime());
    }

    private static String shortened(String text) {
        return text.length() <= REASON_LIMIT ? text : text.substring(0, REASON_LIMIT);
    }

    private static DeploymentState state(DeploymentRow row) {
        return new DeploymentState(
                row.name(),
                row.desired(),
                row.status(),
                Json.read(row.spec(), ServerSpec.class),
                row.instance(),
                row.runId(),
                reason(row));
    }

    private static @Nullable Failure reason(DeploymentRow row) {
        return row.reasonCode().isEmpty() ? null : new Failure(FailureCode.valueOf(row.reasonCode()), row.reason());
    }
}
