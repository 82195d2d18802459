package dev.slipway.workflows.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a specification is carried out: what {@code start --dry-run} shows, and what the start does.
 *
 * @param gpuUuids the GPUs, in the order of {@code CUDA_VISIBLE_DEVICES}; empty on a CPU pod
 * @param gpuIndexes their indexes, for people
 * @param memoryPercent share of each GPU that is reserved
 * @param port port on the pod
 * @param runtime name of the runtime
 * @param runtimePath folder of its environment on the pod
 * @param command the full command, program first, without any secret
 * @param environment plain variables of the server
 * @param source where the arguments come from: a catalogue entry, or computed
 * @param notes what raw arguments replaced, warnings, in sentences
 * @param kind {@code chat}, {@code embed}, {@code score} or {@code guard}: decides the ready probe
 * @param servedNames names under which the server answers, first the one it reports
 * @param revision branch, tag or commit of the model
 * @param bindAddress address that the server listens on
 * @param otherPorts further free ports, in order, for when the first was taken meanwhile; empty when one was asked for
 * @param modelBytes size of the model; 0 when unknown
 */
public record ServerPlan(
        List<String> gpuUuids,
        List<Integer> gpuIndexes,
        int memoryPercent,
        int port,
        String runtime,
        String runtimePath,
        List<String> command,
        Map<String, String> environment,
        String source,
        List<String> notes,
        String kind,
        List<String> servedNames,
        String revision,
        String bindAddress,
        List<Integer> otherPorts,
        long modelBytes) {
    public ServerPlan {
        gpuUuids = List.copyOf(gpuUuids);
        gpuIndexes = List.copyOf(gpuIndexes);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
        servedNames = List.copyOf(servedNames);
        otherPorts = List.copyOf(otherPorts);
    }

    /** The same plan on the port that was granted. */
    public ServerPlan atPort(int granted) {
        return with(replaced("--port", String.valueOf(granted)), granted, revision);
    }

    /** The same plan for the exact commit that is on the pod, so that a branch that moves cannot change a server. */
    public ServerPlan atCommit(String commit) {
        return with(replaced("--revision", commit), port, commit);
    }

    /** Whether it computes on GPUs. */
    public boolean onGpu() {
        return !gpuUuids.isEmpty();
    }

    private ServerPlan with(List<String> newCommand, int newPort, String newRevision) {
        return new ServerPlan(
                gpuUuids,
                gpuIndexes,
                memoryPercent,
                newPort,
                runtime,
                runtimePath,
                newCommand,
                environment,
                source,
                notes,
                kind,
                servedNames,
                newRevision,
                bindAddress,
                otherPorts,
                modelBytes);
    }

    private List<String> replaced(String flag, String value) {
        var changed = new ArrayList<>(command);
        int at = changed.lastIndexOf(flag);
        if (at >= 0 && at + 1 < changed.size()) {
            changed.set(at + 1, value);
        }
        return changed;
    }
}
