package dev.slipway.cli.model;

import dev.slipway.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code slipway catalogue}. */
@Command(name = "catalogue", description = "Known models, and which pod each fits.")
public final class CatalogueCommand implements Callable<Integer> {
    private final Session session;

    public CatalogueCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var models = session.client().catalogue();
        return session.show(models, () -> new CatalogueTable(models, session.namedPod()).show(session.screen()));
    }
}
