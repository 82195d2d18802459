package dev.slipway.cli.service;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.session.Session;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands and options.",
            "bash: source <(slipway completion bash)   zsh: source <(slipway completion zsh)"
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Session session;
    private final Supplier<CommandLine> everything;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    String shell = "";

    /** {@code everything} makes the whole command line, with every command in it. */
    public CompletionCommand(Session session, Supplier<CommandLine> everything) {
        this.session = session;
        this.everything = everything;
    }

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw Refusal.usage("There is no completion for \"" + shell + "\".", "Say bash or zsh.");
        }
        // One script serves both: in zsh it switches zsh's support for bash completion on.
        session.screen().out().println(AutoComplete.bash("slipway", everything.get()));
        return ExitCode.DONE.number();
    }
}
