package dev.slipway.cli.model;

import dev.slipway.cli.run.RunResult;
import dev.slipway.cli.screen.Quantities;
import dev.slipway.cli.screen.Table;
import dev.slipway.cli.session.Session;
import dev.slipway.client.model.Model;
import dev.slipway.client.model.ModelReference;
import dev.slipway.client.model.RemoveModel;
import dev.slipway.client.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway models}. */
@Command(name = "models", description = "Models on a pod.")
public final class ModelsCommand implements Callable<Integer> {
    private final Session session;

    public ModelsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "Models in the pod's cache.")
    int list() {
        List<Model> models = session.client().models().list(session.pod());
        return session.show(models, () -> table(models));
    }

    private void table(List<Model> models) {
        if (models.isEmpty()) {
            session.screen()
                    .line("No model is on " + session.pod() + " yet: fetch one with `slipway models pull REPO`.");
            return;
        }
        Instant now = session.clock().instant();
        var table = new Table("MODEL", "REVISION", "COMMIT", "STATUS", "SIZE", "VERIFIED");
        for (Model model : models) {
            table.row(
                    model.repo(),
                    model.branch(),
                    model.revision().length() > 12 ? model.revision().substring(0, 12) : model.revision(),
                    model.status().toLowerCase(Locale.ROOT),
                    Quantities.bytes(model.sizeBytes()),
                    Quantities.age(model.verifiedAt(), now));
        }
        table.show(session.screen());
    }

    @Command(name = "pull", description = "Downloads a model to the pod and verifies every file.")
    int pull(
            @Parameters(paramLabel = "REPO", description = "organisation/name at the Hub.") String repo,
            @Option(
                            names = "--revision",
                            paramLabel = "REVISION",
                            defaultValue = "main",
                            description = "Branch, tag or commit; main by default.")
                    String revision,
            @Option(names = "--detach", description = "Start it and return.") boolean detach) {
        String pod = session.pod();
        Supplier<Run> request = () -> session.client().models().pull(pod, new ModelReference(repo, revision));
        return RunResult.of(session, request, detach, ended -> session.screen()
                .line(repo + " is on " + ended.pod() + ", every file verified."));
    }

    @Command(
            name = "verify",
            description = "Checks every file of a cached model by size and hash; fetches wrong ones again.")
    int verify(
            @Parameters(paramLabel = "REPO", description = "organisation/name at the Hub.") String repo,
            @Option(
                            names = "--revision",
                            paramLabel = "REVISION",
                            defaultValue = "main",
                            description = "Branch, tag or commit; main by default.")
                    String revision,
            @Option(names = "--detach", description = "Start it and return.") boolean detach) {
        String pod = session.pod();
        Supplier<Run> request = () -> session.client().models().verify(pod, new ModelReference(repo, revision));
        return RunResult.of(session, request, detach, ended -> session.screen()
                .line("Every file of " + repo + " on " + ended.pod() + " is right."));
    }

    @Command(name = "remove", description = "Removes a cached model from the pod; refused while a deployment uses it.")
    int remove(
            @Parameters(paramLabel = "REPO", description = "organisation/name at the Hub.") String repo,
            @Option(
                            names = "--revision",
                            paramLabel = "REVISION",
                            defaultValue = "",
                            description = "Only this branch, tag or commit; every revision by default.")
                    String revision,
            @Option(names = "--detach", description = "Start it and return.") boolean detach) {
        String pod = session.pod();
        Supplier<Run> request = () -> session.client().models().remove(pod, new RemoveModel(repo, revision));
        return RunResult.of(session, request, detach, ended -> session.screen()
                .line(repo + " is no longer on " + ended.pod() + "."));
    }

    @Command(name = "catalogue", description = "Known models, and which pod each fits.")
    int catalogue() {
        return new CatalogueCommand(session).call();
    }
}
