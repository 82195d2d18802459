package dev.slipway.activities.pod;

import dev.slipway.activities.connection.Heartbeats;
import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.connection.PodEnvironment;
import dev.slipway.activities.job.FinishedJobs;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.pod.FactsRequest;
import dev.slipway.workflows.pod.PodAccess;
import dev.slipway.workflows.pod.PodActivities;
import dev.slipway.workflows.pod.PodFacts;
import dev.slipway.workflows.pod.SetUpRecord;
import io.temporal.activity.Activity;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Looks at pods over SSH, and writes down what it sees. */
@Singleton
public final class PodActivitiesImpl implements PodActivities {
    private static final String HUB_TOKEN = "HF_TOKEN";

    private final PodConnections connections;
    private final PodEnvironment environment;
    private final PodInventory inventory;
    private final FinishedJobs finished;

    PodActivitiesImpl(
            PodConnections connections, PodEnvironment environment, PodInventory inventory, FinishedJobs finished) {
        this.connections = connections;
        this.environment = environment;
        this.inventory = inventory;
        this.finished = finished;
    }

    @Override
    public PodAccess beginSetUp(String pod) {
        inventory.setUpStarted(pod);
        return beating(() -> {
            PodConnection connection = connections.open(pod);
            PodAccess access = reached(connection);
            // Before anything is looked at: their logs may be what fills the disk.
            finished.prune(connection);
            return access;
        });
    }

    @Override
    public PodAccess connect(String pod) {
        return beating(() -> reached(connections.open(pod)));
    }

    @Override
    public PodFacts gatherFacts(FactsRequest request) {
        return beating(() -> {
            PodConnection pod = connections.open(request.pod());
            String answer = pod.call(() -> {
                String root = ownRoot(pod.root());
                Map<String, String> variables = environment.plain(pod.row(), Map.of());
                return WholeAnswer.of(pod.control().run(FactsScript.command(root, request, variables)));
            });
            inventory.models(request.pod(), FactsParser.models(answer));
            return FactsParser.parse(answer, request.runtime());
        });
    }

    @Override
    public String runtimeUsers(String pod, String runtime) {
        return inventory.runtimeUsers(pod, runtime);
    }

    @Override
    public void recordFacts(String pod, PodFacts facts) {
        inventory.facts(pod, facts);
    }

    @Override
    public void recordSetUp(SetUpRecord done) {
        inventory.setUpDone(done);
    }

    @Override
    public void recordFailure(String pod, String reason) {
        inventory.setUpFailed(pod, reason);
    }

    private PodAccess reached(PodConnection pod) {
        PodRoot root = pod.call(pod::prepareRoot);
        inventory.machine(pod.row(), root);
        return access(pod, root);
    }

    private PodAccess access(PodConnection pod, PodRoot root) {
        PodRow row = pod.row();
        return new PodAccess(
                pod.display(),
                root.fingerprint(),
                ownRoot(root),
                row.mountCommand(),
                absolute(row.modelsPath(), root.home()),
                environment.plain(row, Map.of()),
                environment.secretNames(row),
                !environment.secrets(row, List.of(HUB_TOKEN)).isEmpty());
    }

    /** What machines that share a home share too: tools and runtimes. Jobs live one folder deeper. */
    private static String ownRoot(PodRoot root) {
        return String.valueOf(Path.of(root.path()).getParent());
    }

    private static String absolute(String path, String home) {
        return path.startsWith("~/") ? home + path.substring(1) : path;
    }

    private static <T> T beating(Callable<T> work) {
        return Heartbeats.during(Activity.getExecutionContext(), null, work);
    }
}
