package dev.slipway.cli.deployment;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.run.RunFollower;
import dev.slipway.cli.run.RunFollower.Followed;
import dev.slipway.cli.run.RunResult;
import dev.slipway.cli.session.Session;
import dev.slipway.client.deployment.Deployment;
import dev.slipway.client.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway stop}. */
@Command(name = "stop", description = "Stops a deployment, or all of a pod; stopping one that does not run succeeds.")
public final class StopCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of the deployment; none: all of the pod, asked first.")
    @Nullable
    String name;

    @Option(names = "--all", description = "All deployments of the pod.")
    boolean all;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long requests in flight may take to finish; 30 by default.")
    int drain = 30;

    @Option(names = "--detach", description = "Ask for the stop and return.")
    boolean detach;

    public StopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (name != null && all) {
            throw Refusal.usage("A name and --all do not go together.", "Say one of them.");
        }
        if (name != null) {
            String stopped = name;
            return RunResult.of(
                    session, () -> session.client().deployments().stop(stopped, drain), detach, _ -> session.screen()
                            .line(stopped + " is stopped."));
        }
        return stopAll(session.pod());
    }

    private int stopAll(String pod) {
        List<Deployment> running = session.client().deployments().list(false, false).stream()
                .filter(deployment ->
                        deployment.pod().equals(pod) && !deployment.status().equals("STOPPED"))
                .toList();
        if (running.isEmpty()) {
            return session.show(List.of(), () -> session.screen().line("Nothing runs on " + pod + "."));
        }
        List<String> names = running.stream().map(Deployment::name).toList();
        if (!agreed(pod, names)) {
            session.screen().error("Nothing was stopped.");
            return ExitCode.FAILED.number();
        }
        return stop(names);
    }

    private boolean agreed(String pod, List<String> names) {
        if (yes) {
            return true;
        }
        if (session.screen().interactive()) {
            return session.screen().confirmed("Stop all of " + pod + ": " + String.join(", ", names) + "?");
        }
        if (all) {
            return true;
        }
        throw Refusal.usage("Without a terminal nobody can be asked.", "Name a deployment, or say --all.");
    }

    /** Asks for all stops first, so that they go on beside each other; then follows one after the other. */
    private int stop(List<String> names) {
        List<Run> started = names.stream()
                .map(each -> session.client().deployments().stop(each, drain))
                .toList();
        List<Run> ended = new ArrayList<>();
        int exitCode = ExitCode.DONE.number();
        for (Run run : started) {
            Followed followed = new RunFollower(session).follow(run, detach);
            ended.add(followed.run());
            exitCode = Math.max(exitCode, followed.exitCode());
        }
        session.show(ended, () -> {});
        return exitCode;
    }
}
