package dev.slipway.cli.pod;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.run.RunResult;
import dev.slipway.cli.session.Session;
import dev.slipway.client.ApiException;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.SetUpPod;
import dev.slipway.client.pod.SetUpScript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway pods setup}. */
@Command(name = "setup", description = "Sets up a pod; with SSH, registers it first.")
final class SetUpPodCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of the pod; the active one by default.")
    String name = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "SSH", description = "How it is reached, as in pods add.")
    List<String> target = List.of();

    @Mixin
    PodOptions options = new PodOptions();

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            description = "release (default), nightly, gpt-oss, cpu, or a vLLM version.")
    String runtime = "release";

    @Option(
            names = "--torch-backend",
            paramLabel = "BACKEND",
            description = "auto (default), cpu, cuNNN or none; the runtime's name tells it.")
    String torchBackend = "auto";

    @Option(names = "--cuda-toolkit", paramLabel = "WHEN", description = "auto (default), never or always.")
    String cudaToolkit = "auto";

    @Option(names = "--dry-run", description = "Print the whole script, as a person would run it, and change nothing.")
    boolean dryRun;

    @Option(names = "--detach", description = "Start it and return.")
    boolean detach;

    SetUpPodCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String pod = name.isEmpty() ? session.pod() : name;
        SetUpPod request = new SetUpPod(runtime, torchBackend, cudaToolkit);
        if (dryRun) {
            requireRegistered(pod);
            SetUpScript script = session.client().pods().setUpScript(pod, request);
            return session.show(script, () -> session.screen().out().print(script.script()));
        }
        if (!target.isEmpty()) {
            registerOnce(pod, String.join(" ", target));
        }
        return RunResult.of(session, () -> session.client().pods().setUp(pod, request), detach, _ -> summary(pod));
    }

    /** A dry run changes nothing, and so it registers nothing either. */
    private void requireRegistered(String pod) {
        if (!target.isEmpty() && known(pod).isEmpty()) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "POD_NOT_FOUND",
                    "A dry run changes nothing, and " + pod + " is not registered yet.",
                    "Register it with `slipway pods add`, and repeat.");
        }
    }

    /** A second call with the same target goes on with the pod that the first one registered. */
    private void registerOnce(String pod, String ssh) {
        Optional<Pod> known = known(pod);
        if (known.isEmpty()) {
            new PodTarget(session).register(pod, ssh, options);
            return;
        }
        if (!known.get().target().equals(ssh)) {
            throw new Refusal(
                    ExitCode.CONFLICT,
                    "POD_EXISTS",
                    "The pod " + pod + " is registered as " + known.get().target() + " and not as " + ssh + ".",
                    "Choose another name, or leave the target out.");
        }
    }

    private Optional<Pod> known(String pod) {
        try {
            return Optional.of(session.client().pods().get(pod));
        } catch (ApiException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void summary(String pod) {
        PodTables.equipment(session.screen(), session.client().pods().get(pod));
        session.screen().line("");
        session.screen()
                .line("Next: slipway start MODEL --pod " + pod + "   (slipway start --pod " + pod
                        + " shows what fits)");
    }
}
