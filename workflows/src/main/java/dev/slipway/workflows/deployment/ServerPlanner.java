package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.KnownModel.Configuration.CPU;

import dev.slipway.workflows.deployment.PlanInputs.PodRuntime;
import dev.slipway.workflows.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a specification into a plan: which GPUs, which port, which runtime, which command. Pure: the same inputs give the
 * same plan.
 */
public final class ServerPlanner {
    private final KnownModels catalogue;

    public ServerPlanner(KnownModels catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Makes the plan.
     *
     * @throws PlanRefused when there is none: the failure's sentence names what is in the way
     */
    public ServerPlan plan(ServerSpec spec, PlanInputs inputs) throws PlanRefused {
        Wishes wishes = Wishes.of(spec);
        PodRuntime runtime = runtime(spec, inputs);
        KnownModel known = catalogue.find(spec.model()).orElse(null);
        Placement placement = runtime.gpuCount() == 0
                ? onCpu(spec, wishes, known)
                : new GpuPlacement(spec.model(), known, wishes, inputs).choose();
        PortChoice port = PortChoice.choose(wishes.port(), inputs.ports());
        return assemble(spec, wishes, runtime, known, placement, port, inputs.modelBytes());
    }

    private static ServerPlan assemble(
            ServerSpec spec,
            Wishes wishes,
            PodRuntime runtime,
            @Nullable KnownModel known,
            Placement placement,
            PortChoice port,
            long modelBytes) {
        ServerCommand command = ServerCommand.of(spec, wishes, runtime, placement, port);
        ReadyDeadline deadline = ReadyDeadline.of(
                spec.readyTimeoutSeconds(), modelBytes, placement.gpus().isEmpty());
        var notes = new ArrayList<>(placement.notes());
        notes.addAll(wishes.notes());
        notes.addAll(command.notes());
        return new ServerPlan(
                placement.gpus().stream().map(gpu -> gpu.uuid()).toList(),
                placement.gpus().stream().map(gpu -> gpu.index()).toList(),
                placement.percent(),
                port.port(),
                runtime.name(),
                runtime.path(),
                command.tokens(),
                ServerEnvironment.of(spec, placement, deadline),
                placement.source(),
                notes,
                kind(wishes, known),
                command.servedNames(),
                wishes.revision(),
                command.host(),
                port.others(),
                modelBytes);
    }

    private static PodRuntime runtime(ServerSpec spec, PlanInputs inputs) throws PlanRefused {
        if (inputs.runtimes().isEmpty()) {
            throw new PlanRefused(
                    FailureCode.RUNTIME_NOT_FOUND, "Pod " + spec.pod() + " has no runtime that can be used.");
        }
        if (spec.runtime().isEmpty()) {
            return newestThatFits(inputs);
        }
        Optional<PodRuntime> named = inputs.runtimes().stream()
                .filter(each -> each.name().equals(spec.runtime()))
                .findFirst();
        if (named.isPresent()) {
            return named.get();
        }
        String there = inputs.runtimes().stream().map(PodRuntime::name).collect(Collectors.joining(", "));
        throw new PlanRefused(
                FailureCode.RUNTIME_NOT_FOUND,
                "Pod " + spec.pod() + " has no runtime " + spec.runtime() + "; it has " + there + ".");
    }

    /** One that sees the GPUs where there are some, else any. */
    private static PodRuntime newestThatFits(PlanInputs inputs) {
        boolean gpus = !inputs.gpus().isEmpty();
        return inputs.runtimes().stream()
                .filter(each -> gpus == each.gpuCount() > 0)
                .findFirst()
                .orElse(inputs.runtimes().getFirst());
    }

    private static Placement onCpu(ServerSpec spec, Wishes wishes, @Nullable KnownModel known) throws PlanRefused {
        if (wishes.gpus() > 0) {
            throw new PlanRefused(
                    FailureCode.NO_GPU_FITS,
                    wishes.gpus() + " GPUs are asked for, and the runtime computes on the CPU.");
        }
        var notes = new ArrayList<String>();
        if (wishes.memoryPercent() > 0) {
            notes.add("The share of GPU memory means nothing on a CPU: VLLM_CPU_KVCACHE_SPACE sets its KV cache.");
        }
        if (known == null) {
            notes.add("The catalogue does not know " + spec.model() + ".");
            return new Placement(List.of(), 0, 0, List.of(), java.util.Map.of(), "computed", notes);
        }
        notes.addAll(known.notes());
        Optional<KnownModel.Configuration> configuration =
                known.configurations().stream().filter(each -> each.names(CPU)).findFirst();
        if (configuration.isEmpty()) {
            notes.add("The catalogue does not know " + known.id() + " on a CPU: the plan is computed.");
            return new Placement(List.of(), 0, 0, known.arguments(), known.environment(), "computed", notes);
        }
        notes.addAll(configuration.get().notes());
        return new Placement(
                List.of(),
                0,
                configuration.get().contextTokens(),
                GpuPlacement.joined(known.arguments(), configuration.get().arguments()),
                GpuPlacement.joined(known.environment(), configuration.get().environment()),
                "catalogue: " + known.id() + " on a CPU",
                notes);
    }

    private static String kind(Wishes wishes, @Nullable KnownModel known) {
        if (!wishes.kind().isEmpty()) {
            return known != null && wishes.kind().equals("embed") ? poolingKind(known) : wishes.kind();
        }
        return known == null ? "chat" : known.kind();
    }

    /** A runner for pooling serves both; the catalogue knows which. */
    private static String poolingKind(KnownModel known) {
        return known.kind().equals("score") ? "score" : "embed";
    }
}
