package dev.slipway.cli.run;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.screen.Quantities;
import dev.slipway.cli.screen.Screen;
import dev.slipway.cli.screen.Table;
import dev.slipway.cli.session.Session;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway runs}. */
@Command(name = "runs", description = "What was asked for, how far it is, and how it ended.")
public final class RunsCommand implements Callable<Integer> {
    private final Session session;

    public RunsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The last hundred runs, newest first; those of one pod with --pod.")
    int list() {
        String pod = session.namedPod();
        List<Run> runs = pod == null
                ? session.client().runs().list()
                : session.client().runs().list(pod);
        if (pod != null && runs.isEmpty()) {
            session.client().pods().get(pod); // says so when there is no such pod
        }
        return session.show(runs, () -> table(runs));
    }

    private void table(List<Run> runs) {
        if (runs.isEmpty()) {
            session.screen().line("Nothing was asked for yet.");
            return;
        }
        Instant now = session.clock().instant();
        var table = new Table("RUN", "KIND", "STATUS", "POD", "SUBJECT", "BEGUN", "TOOK");
        for (Run run : runs) {
            String subject = run.deployment().isEmpty() ? run.model() : run.deployment();
            Instant until = run.endedAt() == null ? now : run.endedAt();
            table.row(
                    run.id(),
                    words(run.kind()),
                    words(run.status().name()),
                    run.pod(),
                    subject,
                    Quantities.age(run.createdAt(), now),
                    Quantities.duration(Duration.between(run.createdAt(), until)));
        }
        table.show(session.screen());
    }

    @Command(name = "show", description = "One run with its steps.")
    int show(@Parameters(paramLabel = "RUN", description = "Its id.") String id) {
        Run run = session.client().runs().get(id);
        return session.show(run, () -> details(run));
    }

    private void details(Run run) {
        Screen screen = session.screen();
        screen.line(new RunBoard(run).title() + ": " + words(run.status().name()));
        var table = new Table("STEP", "STATE", "TOOK", "DETAIL");
        for (RunStep step : run.steps()) {
            table.row(
                    step.title(),
                    words(step.state().name()),
                    PlainView.took(step).replace(" in ", ""),
                    step.detail());
        }
        table.show(screen);
        if (run.failure() != null) {
            screen.line("Why: " + run.failure().message() + " (" + run.failure().code() + ")");
            screen.line("     " + run.failure().remedy());
        }
        if (run.temporalUrl() != null) {
            screen.line("Temporal: " + run.temporalUrl());
        }
    }

    @Command(name = "watch", description = "Follows a run until it ends.")
    int watch(@Parameters(paramLabel = "RUN", description = "Its id.") String id) {
        var followed = new RunFollower(session).follow(session.client().runs().get(id), false);
        if (session.json()) {
            session.show(followed.run(), () -> {});
        }
        return followed.exitCode();
    }

    @Command(name = "cancel", description = "Asks a run to end; it then undoes what it did.")
    int cancel(@Parameters(paramLabel = "RUN", description = "Its id.") String id) {
        Run run = session.client().runs().cancel(id);
        session.show(run, () -> session.screen()
                .line(
                        run.status().over()
                                ? "The run has ended already: "
                                        + words(run.status().name()) + "."
                                : "Asked to end; `slipway runs watch " + id + "` shows how it undoes what it did."));
        return ExitCode.DONE.number();
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
