package dev.slipway.cli.deployment;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.screen.Quantities;
import dev.slipway.cli.session.Session;
import dev.slipway.client.ApiUnreachableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway logs}. */
@Command(name = "logs", description = "The log of a deployment's server, read from the pod.")
public final class LogsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "Name of the deployment.")
    String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as it grows, until the server ends.")
    boolean follow;

    @Option(
            names = "--tail",
            paramLabel = "BYTES",
            description = "Begin so many bytes before its end, for example 64k.")
    String tail = "";

    public LogsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        long bytes = tail.isEmpty() ? 0 : bytes();
        try (var lines = new BufferedReader(new InputStreamReader(
                session.client().deployments().logs(name, follow, bytes), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                session.screen().line(line);
            }
        } catch (IOException e) {
            throw new ApiUnreachableException("The log broke off: " + e.getMessage(), e);
        }
        return ExitCode.DONE.number();
    }

    private long bytes() {
        return Quantities.amount(tail)
                .orElseThrow(
                        () -> Refusal.usage("\"" + tail + "\" is not a number of bytes.", "Write it as 64k or 65536."));
    }
}
