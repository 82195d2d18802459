package dev.slipway.cli.deployment;

import dev.slipway.cli.model.CatalogueTable;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.run.RunFollower;
import dev.slipway.cli.run.RunResult;
import dev.slipway.cli.screen.Quantities;
import dev.slipway.cli.session.Session;
import dev.slipway.cli.session.TakesRawArguments;
import dev.slipway.client.deployment.DeploymentPlan;
import dev.slipway.client.deployment.StartDeployment;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway start}. */
@Command(
        name = "start",
        description = "Starts a vLLM server and waits until it is ready; without a model, shows what fits the pod.",
        customSynopsis = "slipway start [MODEL] [--name NAME] [OPTIONS] [-- VLLM ARGUMENTS...]")
public final class StartCommand implements Callable<Integer>, TakesRawArguments {
    private static final int LONGEST_NAME = 63;

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "organisation/name at the Hub.")
    @Nullable
    String model;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the deployment; made of the model's by default.")
    @Nullable
    String name;

    @Option(names = "--revision", paramLabel = "REVISION", description = "Branch, tag or commit; main by default.")
    String revision = "main";

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            description = "Runtime of the pod; the newest that fits by default.")
    String runtime = "";

    @Option(names = "--memory", paramLabel = "PERCENT", description = "Share of each GPU's memory, for example 30%%.")
    String memory = "";

    @Option(names = "--context", paramLabel = "TOKENS", description = "Largest context, for example 32k.")
    String context = "";

    @Option(names = "--gpus", paramLabel = "N", description = "Number of GPUs.")
    @Nullable
    Integer gpus;

    @Option(names = "--port", paramLabel = "PORT", description = "Port on the pod; the lowest free one by default.")
    @Nullable
    Integer port;

    @Option(names = "--dtype", paramLabel = "TYPE", description = "auto (default), float16, bfloat16 or float32.")
    String dtype = "auto";

    @Option(names = "--env", paramLabel = "KEY=VALUE", description = "Variable of the server; may be repeated.")
    Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--ready-timeout",
            paramLabel = "SECONDS",
            description = "Hard limit of the wait until it is ready.")
    int readyTimeout;

    @Option(
            names = "--expose",
            description =
                    "Bind it to the pod's address: some of vLLM's paths need no key, so anybody who reaches the pod can use them.")
    boolean expose;

    @Option(names = "--dry-run", description = "Show the plan and change nothing.")
    boolean dryRun;

    @Option(names = "--detach", description = "Start it and return.")
    boolean detach;

    public StartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String wanted = model;
        if (wanted == null) {
            var models = session.client().catalogue();
            String pod = session.pod();
            return session.show(models, () -> new CatalogueTable(models, pod).show(session.screen()));
        }
        StartDeployment request = request(wanted);
        if (dryRun) {
            DeploymentPlan plan = session.client().deployments().plan(request);
            return session.show(plan, () -> new PlanTable(request, plan).show(session.screen()));
        }
        var follower = new RunFollower(session);
        Run run = follower.send(() -> session.client().deployments().start(request));
        if (run.status() == RunStatus.DONE) {
            return session.show(run, () -> {
                session.screen().line(request.name() + " runs already, since run " + run.id() + ".");
                usage(request.name());
            });
        }
        return RunResult.of(session, follower, run, detach, _ -> usage(request.name()));
    }

    private void usage(String started) {
        new UsageText(session.server(), session.client().deployments().get(started, false, false))
                .lines()
                .forEach(session.screen()::line);
    }

    private StartDeployment request(String wanted) {
        return new StartDeployment(
                name == null ? nameOf(wanted) : name,
                session.pod(),
                wanted,
                revision,
                runtime,
                memory.isEmpty() ? 0 : percent(memory),
                context.isEmpty() ? 0 : tokens(context),
                positive(gpus, "GPUs"),
                positive(port, "a port"),
                dtype,
                expose,
                session.rawArguments(),
                environment,
                readyTimeout);
    }

    /** A deployment's name made of the model's: small letters, digits and single dashes. */
    static String nameOf(String model) {
        String last = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String dashed = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        String cut =
                dashed.substring(0, Math.min(LONGEST_NAME, dashed.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "model" : cut;
    }

    /** Reads {@code 30%}, {@code 30} or {@code 0.3}. */
    static int percent(String text) {
        String number =
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text.strip();
        try {
            double share = Double.parseDouble(number);
            int percent = (int) Math.round(share < 1 && !text.endsWith("%") ? share * 100 : share);
            if (percent >= 1 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException ignored) {
            // told below
        }
        throw Refusal.usage("\"" + text + "\" is not a share of memory.", "Write it as 30%.");
    }

    /** The number, or 0 where none was given: then Slipway chooses. */
    private static int positive(@Nullable Integer number, String what) {
        if (number == null) {
            return 0;
        }
        if (number < 1) {
            throw Refusal.usage(number + " is not a number for " + what + ".", "Leave it out, or say 1 or more.");
        }
        return number;
    }

    private static int tokens(String text) {
        OptionalLong tokens = Quantities.amount(text);
        if (tokens.isEmpty() || tokens.getAsLong() < 1 || tokens.getAsLong() > Integer.MAX_VALUE) {
            throw Refusal.usage("\"" + text + "\" is not a number of tokens.", "Write it as 32k or 32768.");
        }
        return (int) tokens.getAsLong();
    }
}
