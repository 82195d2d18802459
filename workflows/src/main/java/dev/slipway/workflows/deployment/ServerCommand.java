package dev.slipway.workflows.deployment;

import dev.slipway.workflows.deployment.PlanInputs.PodRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The command of a server. Raw arguments stand last and win: what is planned under the same option is left out, and a note
 * says so.
 *
 * @param tokens program first
 * @param servedNames names under which it answers
 * @param host address that it binds
 * @param notes what raw arguments replaced, and warnings
 */
record ServerCommand(List<String> tokens, List<String> servedNames, String host, List<String> notes) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final List<String> PARALLEL =
            List.of("tensor-parallel-size", "pipeline-parallel-size", "data-parallel-size");

    static ServerCommand of(ServerSpec spec, Wishes wishes, PodRuntime runtime, Placement placement, PortChoice port) {
        String host = wishes.host().isEmpty() ? address(spec) : wishes.host();
        List<String> names = wishes.servedNames().isEmpty() ? List.of(spec.name(), spec.model()) : wishes.servedNames();
        var notes = new ArrayList<String>();
        var tokens = new ArrayList<>(List.of(runtime.path() + "/bin/vllm", "serve", spec.model()));
        for (VllmArguments.Option option : planned(spec, wishes, placement, port, host, names)) {
            if (wishes.raw().has(option.flag())) {
                noteReplaced(notes, option, wishes.raw());
                continue;
            }
            tokens.addAll(option.tokens());
        }
        tokens.addAll(wishes.raw().tokens());
        warn(notes, host, port);
        return new ServerCommand(tokens, names, host, notes);
    }

    private static List<VllmArguments.Option> planned(
            ServerSpec spec, Wishes wishes, Placement placement, PortChoice port, String host, List<String> names) {
        var tokens = new ArrayList<>(List.of("--revision", wishes.revision(), "--host", host));
        tokens.addAll(List.of("--port", String.valueOf(port.port()), "--served-model-name"));
        tokens.addAll(names);
        int context = spec.contextTokens() > 0 ? spec.contextTokens() : placement.contextTokens();
        if (context > 0) {
            tokens.addAll(List.of("--max-model-len", String.valueOf(context)));
        }
        if (!spec.dtype().isEmpty() && !spec.dtype().equals("auto")) {
            tokens.addAll(List.of("--dtype", spec.dtype()));
        }
        tokens.addAll(gpuArguments(placement, wishes));
        List<VllmArguments.Option> own = VllmArguments.parse(tokens).options();
        List<VllmArguments.Option> known =
                VllmArguments.parse(placement.arguments()).options();
        return Stream.concat(own.stream(), known.stream()).toList();
    }

    /** None on a CPU. */
    private static List<String> gpuArguments(Placement placement, Wishes wishes) {
        if (placement.gpus().isEmpty()) {
            return List.of();
        }
        var tokens = new ArrayList<String>();
        tokens.add("--gpu-memory-utilization");
        tokens.add(String.format(Locale.ROOT, "%.2f", placement.percent() / 100.0));
        VllmArguments known = VllmArguments.parse(placement.arguments());
        boolean spread = PARALLEL.stream()
                .anyMatch(flag -> known.has(flag) || wishes.raw().has(flag));
        if (placement.gpus().size() > 1 && !spread) {
            tokens.add("--tensor-parallel-size");
            tokens.add(String.valueOf(placement.gpus().size()));
        }
        return tokens;
    }

    /** The gateway comes through the pod's loopback in both cases. */
    private static String address(ServerSpec spec) {
        return spec.expose() ? EVERY_ADDRESS : LOOPBACK;
    }

    private static void noteReplaced(List<String> notes, VllmArguments.Option planned, VllmArguments raw) {
        String given = raw.find(planned.flag()).orElseThrow().display();
        if (!given.equals(planned.display())) {
            notes.add("The planned " + planned.display() + " was replaced by " + given + ".");
        }
    }

    private static void warn(List<String> notes, String host, PortChoice port) {
        if (!host.equals(LOOPBACK) && !host.equals("localhost") && !host.equals("::1")) {
            notes.add("The server is reached from outside the pod, and some of vLLM's paths need no key: /metrics,"
                    + " /tokenize, /invocations and more. Put a firewall or a proxy in front of it.");
        }
        if (port.ephemeral()) {
            notes.add("Port " + port.port()
                    + " is one that the kernel gives to any program: another one may hold it after a restart.");
        }
    }
}
