package dev.slipway.cli;

import dev.slipway.cli.deployment.ListCommand;
import dev.slipway.cli.deployment.LogsCommand;
import dev.slipway.cli.deployment.RestartCommand;
import dev.slipway.cli.deployment.StartCommand;
import dev.slipway.cli.deployment.StopCommand;
import dev.slipway.cli.model.CatalogueCommand;
import dev.slipway.cli.model.ModelsCommand;
import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.pod.PodsCommand;
import dev.slipway.cli.pod.SshCommand;
import dev.slipway.cli.run.RunsCommand;
import dev.slipway.cli.screen.Screen;
import dev.slipway.cli.service.CompletionCommand;
import dev.slipway.cli.service.LauncherCommand;
import dev.slipway.cli.service.VersionCommand;
import dev.slipway.cli.session.Session;
import dev.slipway.cli.session.TakesRawArguments;
import dev.slipway.client.ApiException;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.Problem;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds the command that is meant, runs it, and tells every failure in one sentence with its remedy. */
public final class Dispatcher {
    private static final Map<String, Function<Session, Object>> COMMANDS = commands();

    private final Map<String, String> environment;
    private final Screen screen;
    private final Clock clock;

    public Dispatcher(Map<String, String> environment, Screen screen, Clock clock) {
        this.environment = environment;
        this.screen = screen;
        this.clock = clock;
    }

    private static Map<String, Function<Session, Object>> commands() {
        var commands = new LinkedHashMap<String, Function<Session, Object>>();
        commands.put("pods", PodsCommand::line);
        commands.put("ssh", SshCommand::new);
        commands.put("models", ModelsCommand::new);
        commands.put("catalogue", CatalogueCommand::new);
        commands.put("start", StartCommand::new);
        commands.put("stop", StopCommand::new);
        commands.put("restart", RestartCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("logs", LogsCommand::new);
        commands.put("runs", RunsCommand::new);
        commands.put("version", VersionCommand::new);
        commands.put("completion", session -> new CompletionCommand(session, () -> commandLine(session, "")));
        commands.put("up", _ -> new LauncherCommand.Up());
        commands.put("down", _ -> new LauncherCommand.Down());
        commands.put("status", _ -> new LauncherCommand.Status());
        commands.put("demo", _ -> new LauncherCommand.Demo());
        commands.put("test", _ -> new LauncherCommand.Test());
        return commands;
    }

    /** Runs one command line and answers the exit code. */
    public int run(List<String> arguments) {
        int dashes = arguments.indexOf("--");
        List<String> own = helpAsOption(dashes < 0 ? arguments : arguments.subList(0, dashes));
        List<String> raw = dashes < 0 ? List.of() : arguments.subList(dashes + 1, arguments.size());
        try (var session = new Session(environment, screen, clock)) {
            CommandLine line = commandLine(session, own.isEmpty() ? "" : own.getFirst());
            RootCommand root = line.getCommand();
            session.begin(root.options, raw);
            return execute(line, session, own, raw);
        }
    }

    /** {@code slipway help start} is {@code slipway start --help}. */
    private static List<String> helpAsOption(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("help")) {
            return arguments;
        }
        var asked = new ArrayList<>(arguments.subList(1, arguments.size()));
        asked.add("--help");
        return asked;
    }

    private int execute(CommandLine line, Session session, List<String> own, List<String> raw) {
        line.setOut(writer(screen.out()));
        line.setErr(writer(screen.errors()));
        line.setParameterExceptionHandler((problem, _) -> usage(problem));
        line.setExecutionExceptionHandler((problem, _, _) -> failure(problem, session));
        line.setExecutionStrategy(parsed -> {
            requireTakesRaw(parsed, raw);
            return new CommandLine.RunLast().execute(parsed);
        });
        return line.execute(own.toArray(String[]::new));
    }

    /** All commands, or the one alone that is named: reading the descriptions of all takes half of a cold start. */
    static CommandLine commandLine(Session session, String name) {
        var line = new CommandLine(new RootCommand());
        Map<String, Function<Session, Object>> wanted =
                COMMANDS.containsKey(name) ? Map.of(name, known(name)) : COMMANDS;
        wanted.forEach((command, maker) -> line.addSubcommand(command, maker.apply(session)));
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static Function<Session, Object> known(String name) {
        return java.util.Objects.requireNonNull(COMMANDS.get(name));
    }

    private static void requireTakesRaw(CommandLine.ParseResult parsed, List<String> raw) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        boolean takes = last.commandSpec().userObject() instanceof TakesRawArguments;
        if (!raw.isEmpty() && !takes && !last.isUsageHelpRequested()) {
            throw new ParameterException(
                    last.commandSpec().commandLine(),
                    "`" + last.commandSpec().qualifiedName() + "` takes nothing behind `--`.");
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private int usage(ParameterException problem) {
        screen.error("slipway: " + firstLine(problem));
        screen.error(
                "         See `" + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
        return ExitCode.USAGE.number();
    }

    private int failure(Exception problem, Session session) {
        return switch (problem) {
            case ParameterException wrong -> usage(wrong);
            case Refusal refusal -> {
                tell(refusal.problem(), session);
                yield refusal.exitCode().number();
            }
            case ApiException answer -> {
                tell(answer.problem(), session);
                yield ExitCode.of(answer).number();
            }
            default -> {
                // Not its message, in which anything may stand.
                screen.error("slipway: This is our fault: " + problem.getClass().getName() + place(problem));
                screen.error("         Please report it, with the command and this line.");
                yield ExitCode.FAILED.number();
            }
        };
    }

    private static String place(Exception problem) {
        StackTraceElement[] trace = problem.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private void tell(Problem problem, Session session) {
        if (session.json()) {
            screen.errors().println(JsonCodec.write(problem));
            return;
        }
        screen.error("slipway: " + problem.detail());
        screen.error("         " + problem.remedy() + " (" + problem.code() + ")");
    }

    private static String firstLine(ParameterException problem) {
        String first = String.valueOf(problem.getMessage()).lines().findFirst().orElse("This cannot be understood.");
        return first.replace("option option", "option"); // picocli says it twice of options that are maps
    }
}
