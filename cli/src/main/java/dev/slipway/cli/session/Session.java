package dev.slipway.cli.session;

import dev.slipway.cli.connection.Server;
import dev.slipway.cli.memory.Memory;
import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.screen.Screen;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.SlipwayClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of the command: its surroundings, its common options once they are read, and what it needs of the server. */
public final class Session implements AutoCloseable {
    private final Map<String, String> environment;
    private final Screen screen;
    private final Clock clock;
    private CommonOptions options = new CommonOptions();
    private List<String> rawArguments = List.of();
    private @Nullable Server server;
    private @Nullable SlipwayClient client;

    public Session(Map<String, String> environment, Screen screen, Clock clock) {
        this.environment = environment;
        this.screen = screen;
        this.clock = clock;
    }

    /** Takes what was read of the command line. */
    public void begin(CommonOptions commonOptions, List<String> argumentsBehindDashes) {
        options = commonOptions;
        rawArguments = argumentsBehindDashes;
    }

    public Screen screen() {
        return screen;
    }

    public InstantSource clock() {
        return clock;
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** What stands behind {@code --} on the command line. */
    public List<String> rawArguments() {
        return rawArguments;
    }

    /** Whether the result is wanted as JSON. */
    public boolean json() {
        return options.output == CommonOptions.Output.json;
    }

    /** Home folder of Slipway on this machine. */
    public Path home() {
        String given = environment.getOrDefault("SLIPWAY_HOME", "");
        return given.isBlank() ? userHome().resolve(".slipway") : Path.of(given).toAbsolutePath();
    }

    /** Home folder of the user. */
    public Path userHome() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    public Server server() {
        Server known = server;
        if (known == null) {
            known = Server.find(environment, home(), options.server, options.token);
            server = known;
        }
        return known;
    }

    public SlipwayClient client() {
        SlipwayClient known = client;
        if (known == null) {
            known = SlipwayClient.connect(server().address(), server().token());
            client = known;
        }
        return known;
    }

    public Memory memory() {
        return new Memory(home(), clock, sentence -> screen.error("slipway: " + sentence));
    }

    /** Key of this server in the memory. */
    public String serverKey() {
        return server().address().toString();
    }

    /** The pod that {@code --pod} names, or null. */
    public @Nullable String namedPod() {
        return options.pod;
    }

    /** The pod that {@code --pod} names, else the active one. */
    public String pod() {
        String named = options.pod;
        return named != null
                ? named
                : memory().activePod(serverKey())
                        .orElseThrow(() -> Refusal.usage(
                                "No pod is active.",
                                "Name one with --pod, choose one with `slipway pods active NAME`, or add one with"
                                        + " `slipway pods add NAME user@host`."));
    }

    /** Shows a result: as JSON where that is wanted, else as {@code people} writes it. */
    public int show(Object result, Runnable people) {
        if (json()) {
            screen.out().println(JsonCodec.write(result));
        } else {
            people.run();
        }
        return ExitCode.DONE.number();
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        screen.out().flush();
        screen.errors().flush();
    }
}
