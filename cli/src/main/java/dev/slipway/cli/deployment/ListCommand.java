package dev.slipway.cli.deployment;

import dev.slipway.cli.screen.Quantities;
import dev.slipway.cli.screen.Table;
import dev.slipway.cli.session.Session;
import dev.slipway.client.deployment.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway list}. */
@Command(name = "list", description = "Deployments, each compared with its pod; those of one pod with --pod.")
public final class ListCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--show-keys", description = "Show the API keys of the servers.")
    boolean showKeys;

    @Option(names = "--no-check", description = "Show what was last known, without asking the pods.")
    boolean unchecked;

    public ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String pod = session.namedPod();
        List<Deployment> deployments = session.client().deployments().list(!unchecked, showKeys).stream()
                .filter(deployment -> pod == null || deployment.pod().equals(pod))
                .toList();
        if (pod != null && deployments.isEmpty()) {
            session.client().pods().get(pod); // says so when there is no such pod
        }
        return session.show(deployments, () -> table(deployments));
    }

    private void table(List<Deployment> deployments) {
        if (deployments.isEmpty()) {
            session.screen().line("Nothing is deployed yet: `slipway start MODEL` starts a server.");
            return;
        }
        Instant now = session.clock().instant();
        Table table = showKeys
                ? new Table("NAME", "STATUS", "POD", "MODEL", "PORT", "GPUS", "READY", "KEY")
                : new Table("NAME", "STATUS", "POD", "MODEL", "PORT", "GPUS", "READY");
        deployments.forEach(deployment -> row(table, deployment, now));
        table.show(session.screen());
        deployments.stream().filter(each -> !each.reason().isEmpty()).forEach(this::reason);
    }

    private void row(Table table, Deployment deployment, Instant now) {
        String status = deployment.status().toLowerCase(Locale.ROOT);
        String port = deployment.port() == 0 ? "-" : Integer.toString(deployment.port());
        String gpus = deployment.gpuUuids().isEmpty()
                ? "-"
                : Integer.toString(deployment.gpuUuids().size());
        String ready = Quantities.age(deployment.readyAt(), now);
        if (showKeys) {
            String key = deployment.apiKey() == null ? "-" : deployment.apiKey();
            table.row(deployment.name(), status, deployment.pod(), deployment.model(), port, gpus, ready, key);
            return;
        }
        table.row(deployment.name(), status, deployment.pod(), deployment.model(), port, gpus, ready);
    }

    private void reason(Deployment deployment) {
        session.screen().line(deployment.name() + ": " + deployment.reason());
    }
}
