package dev.slipway.cli.pod;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.session.Session;
import dev.slipway.client.pod.ExecCommand;
import dev.slipway.client.pod.ExecOutcome;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway ssh}. */
@Command(
        name = "ssh",
        description = "Runs one command on a pod, and ends with its exit code.",
        customSynopsis = "slipway ssh [NAME] \"COMMAND\" [OPTIONS]")
public final class SshCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "1..2",
            paramLabel = "ARGUMENT",
            description = "The pod (the active one by default) and the command.")
    List<String> arguments = List.of();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Deadline, at most 600; 60 by default.")
    int timeout = 60;

    public SshCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String pod = arguments.size() == 2 ? arguments.getFirst() : session.pod();
        ExecOutcome outcome = session.client().pods().exec(pod, new ExecCommand(arguments.getLast(), "", timeout));
        return session.json() ? session.show(outcome, () -> {}) : pass(outcome);
    }

    private int pass(ExecOutcome outcome) {
        session.screen().out().print(outcome.stdout());
        session.screen().errors().print(outcome.stderr());
        if (outcome.truncated()) {
            session.screen().error("slipway: the output was cut at 1 MiB.");
        }
        if (outcome.exitCode() == null) {
            session.screen().error("slipway: the command was ended by a signal, or its deadline passed.");
            return ExitCode.FAILED.number();
        }
        return outcome.exitCode();
    }
}
