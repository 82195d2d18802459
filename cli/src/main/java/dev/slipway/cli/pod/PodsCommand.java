package dev.slipway.cli.pod;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.session.Session;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodGpu;
import dev.slipway.client.pod.TrustOutcome;
import dev.slipway.client.pod.TrustPod;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway pods}. */
@Command(name = "pods", description = "Machines with GPUs that are reached by SSH.")
public final class PodsCommand implements Callable<Integer> {
    private final Session session;

    private PodsCommand(Session session) {
        this.session = session;
    }

    /** With its larger commands, which are classes of their own. */
    public static CommandLine line(Session session) {
        return new CommandLine(new PodsCommand(session))
                .addSubcommand("add", new AddPodCommand(session))
                .addSubcommand("setup", new SetUpPodCommand(session));
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "Every pod; the active one is marked.")
    int list() {
        List<Pod> pods = session.client().pods().list();
        String active = session.memory().activePod(session.serverKey()).orElse("");
        return session.show(pods, () -> PodTables.list(session.screen(), pods, active));
    }

    @Command(name = "active", description = "Shows the active pod, or makes another one active.")
    int active(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the pod.") @Nullable String name) {
        if (name == null) {
            String active = session.pod();
            return session.show(new ActivePod(active), () -> session.screen().line(active));
        }
        String known = session.client().pods().get(name).name();
        session.memory().activate(session.serverKey(), known);
        return session.show(new ActivePod(known), () -> session.screen().line(known + " is the active pod."));
    }

    /** As JSON. */
    record ActivePod(String active) {}

    @Command(name = "show", description = "All that is known of a pod; nothing is asked of it.")
    int show(@Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the pod.") @Nullable String name) {
        Pod pod = session.client().pods().get(named(name));
        return session.show(pod, () -> PodTables.details(session.screen(), pod));
    }

    @Command(name = "inspect", description = "Looks at a pod anew: GPUs, memory, and who holds it.")
    int inspect(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the pod.") @Nullable String name) {
        String pod = named(name);
        session.client().pods().inspect(pod);
        List<PodGpu> gpus = session.client().pods().gpus(pod);
        return session.show(gpus, () -> PodTables.gpus(session.screen(), pod, gpus));
    }

    @Command(name = "trust", description = "Pins the host key of a pod anew, after it was rented or installed again.")
    int trust(
            @Parameters(paramLabel = "NAME", description = "Name of the pod.") String name,
            @Option(
                            names = "--known-hosts",
                            paramLabel = "FILE",
                            description = "Take the key from this file; by default the one that the machine shows now.")
                    @Nullable
                    Path knownHosts) {
        List<String> keys = knownHosts == null
                ? List.of()
                : new PodTarget(session).hostKeys(session.client().pods().get(name), knownHosts);
        TrustOutcome outcome = session.client().pods().trust(name, new TrustPod(keys));
        return session.show(outcome, () -> {
            session.screen().line("before  " + (outcome.before().isEmpty() ? "none" : outcome.before()));
            session.screen().line("now     " + outcome.now());
        });
    }

    @Command(name = "remove", description = "Forgets a pod; changes nothing on it.")
    int remove(
            @Parameters(paramLabel = "NAME", description = "Name of the pod.") String name,
            @Option(
                            names = "--force",
                            description = "Also when deployments run on it; gives up clean-ups that wait for it.")
                    boolean force) {
        session.client().pods().remove(name, force);
        session.memory().forget(session.serverKey(), name);
        session.show(
                new RemovedPod(name), () -> session.screen().line(name + " is forgotten; nothing on it was changed."));
        return ExitCode.DONE.number();
    }

    /** As JSON. */
    record RemovedPod(String removed) {}

    private String named(@Nullable String name) {
        return name == null ? session.pod() : name;
    }
}
