package dev.slipway.activities.model;

import dev.slipway.activities.connection.Heartbeats;
import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.connection.PodEnvironment;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.store.json.Json;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.model.ModelActivities;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.model.ModelRecord;
import dev.slipway.workflows.model.ModelScripts;
import dev.slipway.workflows.model.ModelStatus;
import dev.slipway.workflows.model.ModelView;
import dev.slipway.workflows.model.RepositoryName;
import io.temporal.activity.Activity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the Hub from the pod, with the Hub client of a runtime, in one round trip. */
@Singleton
public final class ModelActivitiesImpl implements ModelActivities {
    private static final Duration TIMEOUT = Duration.ofSeconds(75);
    private static final List<String> SECRETS = List.of("HF_TOKEN");

    /** The environment comes first on standard input, so that no secret is an argument; then the program. */
    private static final String BOOT = "import json,os,sys;os.environ.update(json.loads(sys.stdin.readline()));"
            + "exec(compile(sys.stdin.read(),'inspect.py','exec'))";

    private final PodConnections connections;
    private final PodEnvironment environment;
    private final PodPython pythons;
    private final PodRepository pods;
    private final ModelRepository models;
    private final InstantSource clock;

    ModelActivitiesImpl(
            PodConnections connections,
            PodEnvironment environment,
            PodPython pythons,
            PodRepository pods,
            ModelRepository models,
            InstantSource clock) {
        this.connections = connections;
        this.environment = environment;
        this.pythons = pythons;
        this.pods = pods;
        this.models = models;
        this.clock = clock;
    }

    @Override
    public ModelView inspect(ModelQuery query) {
        RepositoryName.check(query.repository(), query.revision());
        return Heartbeats.during(Activity.getExecutionContext(), null, () -> ask(query));
    }

    private ModelView ask(ModelQuery query) {
        PodConnection pod = connections.open(query.pod());
        String python = pythons.of(query.pod());
        Command command = Command.of(TIMEOUT, python, "-c", BOOT, query.repository(), query.revision())
                .withStdin(input(pod.row()));
        ExecResult result = pod.call(() -> pod.control().run(command));
        return InspectAnswer.read(query, python, result);
    }

    private byte[] input(PodRow pod) {
        var variables = new TreeMap<>(environment.plain(pod, Map.of()));
        variables.putAll(environment.secrets(pod, SECRETS));
        return (Json.write(variables) + "\n" + ModelScripts.INSPECT).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void record(ModelRecord record) {
        ModelQuery query = record.query();
        if (!pods.existsById(query.pod())) {
            return; // forgotten meanwhile, and its models with it
        }
        ModelView view = record.view();
        long now = clock.millis();
        models.put(new ModelRow(
                new ModelKey(query.pod(), view.repository(), view.commit()),
                query.revision(),
                record.status(),
                view.sizeBytes(),
                view.files(),
                view.snapshotPath(),
                record.runId(),
                record.status() == ModelStatus.VERIFIED ? now : 0,
                now));
    }
}
