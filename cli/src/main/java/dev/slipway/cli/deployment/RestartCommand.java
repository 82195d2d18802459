package dev.slipway.cli.deployment;

import dev.slipway.cli.run.RunResult;
import dev.slipway.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway restart}. */
@Command(name = "restart", description = "Stops a deployment and starts it again with the same request.")
public final class RestartCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "Name of the deployment.")
    String name = "";

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long requests in flight may take to finish; 30 by default.")
    int drain = 30;

    @Option(names = "--detach", description = "Start it and return.")
    boolean detach;

    public RestartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return RunResult.of(
                session, () -> session.client().deployments().restart(name, drain), detach, _ -> session.screen()
                        .line(name + " is ready again."));
    }
}
