package dev.slipway.cli.service;

import dev.slipway.cli.screen.Table;
import dev.slipway.cli.session.ProductVersion;
import dev.slipway.cli.session.Session;
import dev.slipway.client.ApiException;
import dev.slipway.client.service.Version;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code slipway version}: succeeds without a server too, since that is when people ask. */
@Command(name = "version", description = "Versions of the command and of the server.")
public final class VersionCommand implements Callable<Integer> {
    private final Session session;

    public VersionCommand(Session session) {
        this.session = session;
    }

    /** As JSON. */
    record Versions(String cli, @Nullable Version server) {}

    @Override
    public Integer call() {
        Optional<Version> server = server();
        return session.show(new Versions(ProductVersion.text(), server.orElse(null)), () -> table(server));
    }

    private Optional<Version> server() {
        try {
            return Optional.of(session.client().version());
        } catch (ApiException e) {
            session.screen().error("slipway: " + e.problem().detail());
            return Optional.empty();
        }
    }

    private void table(Optional<Version> server) {
        var table = new Table("PART", "VERSION").row("slipway", ProductVersion.text());
        server.ifPresent(version -> table.row("server", version.version())
                .row("java (server)", version.java())
                .row("Temporal SDK", version.temporalSdk())
                .row("Temporal", version.temporalServer().isEmpty() ? "not reached" : version.temporalServer()));
        table.show(session.screen());
    }
}
