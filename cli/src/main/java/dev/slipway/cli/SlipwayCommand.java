package dev.slipway.cli;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.screen.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The {@code slipway} command: the process around {@link Dispatcher}. */
public final class SlipwayCommand {
    private SlipwayCommand() {}

    /** An answer that could not be written, to a full disk perhaps, is no success. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Screen screen = screen(environment);
        int exitCode = new Dispatcher(environment, screen, Clock.systemUTC()).run(List.of(arguments));
        boolean unwritten = screen.out().checkError();
        System.exit(exitCode == 0 && unwritten ? ExitCode.FAILED.number() : exitCode);
    }

    /** The launcher tells which of the streams are terminals: {@code slipway.terminals} holds 0, 1 or both; without it none is. */
    private static Screen screen(Map<String, String> environment) {
        String terminals = System.getProperty("slipway.terminals", "");
        boolean writes = terminals.contains("1")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        return new Screen(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                System.in,
                terminals.equals("01"),
                writes);
    }
}
