package dev.slipway.activities.model;

import dev.slipway.activities.job.JobActivitiesImpl;
import dev.slipway.activities.run.RunActivitiesImpl;
import dev.slipway.activities.testing.PodBed;
import dev.slipway.config.settings.Settings;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.store.pod.RuntimeKey;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.store.run.RunRepository;
import dev.slipway.testpods.hub.LocalHub;
import dev.slipway.testpods.openssh.SshLogin;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.real.PodSpec;
import dev.slipway.testpods.real.RealPods;
import dev.slipway.workflows.model.DownloadModelWorkflow;
import dev.slipway.workflows.model.DownloadModelWorkflowImpl;
import dev.slipway.workflows.model.DownloadRequest;
import dev.slipway.workflows.model.RemoveModelRequest;
import dev.slipway.workflows.model.RemoveModelWorkflow;
import dev.slipway.workflows.model.RemoveModelWorkflowImpl;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A real pod, the real Hub client, a local Hub, a store, and a Temporal server that skips what nobody works in. */
final class ModelBed implements AutoCloseable {
    static final String POD = "a";
    static final int STALL_SECONDS = 5;

    final RealPods pods = RealPods.start(PodSpec.cpu(POD));
    final LocalHub hub = pods.hub();
    private final PodBed bed;
    private TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();

    ModelBed(String hubToken, Map<String, String> variables) {
        bed = hubToken.isEmpty() ? PodBed.open() : PodBed.withHubToken(hubToken);
        var all = new java.util.TreeMap<>(variables);
        all.put("HF_ENDPOINT", hub.endpoint());
        bed.addPod(POD, login(), all);
        setRuntime(HubClient.environment());
    }

    /** The pod's only runtime is in this folder. */
    void setRuntime(Path folder) {
        var key = new RuntimeKey(POD, "release");
        bean(RuntimeRepository.class)
                .put(new RuntimeRow(key, "release", folder.toString(), "READY", "", "", "", "", 0, "run", 1));
    }

    private SshLogin login() {
        return pods.pod(POD).login();
    }

    /** A new Temporal server: skipping time is a matter of the whole server. */
    void newTemporal() {
        environment.close();
        var options = TestEnvironmentOptions.newBuilder();
        for (String name : List.of("SlipwayPod", "SlipwayModel", "SlipwayDeployment", "SlipwayKind")) {
            options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        environment = TestWorkflowEnvironment.newInstance(options.build());
        var prompt = WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(500))
                .build();
        var control = environment.newWorker(TaskQueues.CONTROL, prompt);
        control.registerWorkflowImplementationTypes(
                DownloadModelWorkflowImpl.class, RemoveModelWorkflowImpl.class, StartOfModel.Impl.class);
        control.registerActivitiesImplementations(
                bed.bean(ModelActivitiesImpl.class),
                bed.bean(RemovalActivitiesImpl.class),
                bed.bean(RunActivitiesImpl.class));
        environment
                .newWorker(TaskQueues.FOLLOW, prompt)
                .registerActivitiesImplementations(
                        bed.bean(JobActivitiesImpl.class),
                        new SharedDownload(
                                bed.bean(ModelActivitiesImpl.class),
                                new Downloads(
                                        client(),
                                        bed.bean(RunRepository.class),
                                        new Settings.Downloads(Duration.ofSeconds(STALL_SECONDS)),
                                        InstantSource.system())));
        environment.start();
    }

    WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    <T> T bean(Class<T> type) {
        return bed.bean(type);
    }

    /** A repository of random bytes: two large files, one in a folder, and two small ones. */
    void addRepository(String name, int largeBytes) {
        Path branch = hub.branch(name, "main");
        var random = new Random(largeBytes);
        write(branch.resolve("model-1.safetensors"), random, largeBytes);
        write(branch.resolve("sub/model-2.safetensors"), random, largeBytes / 2);
        PodFolder.write(branch.resolve("config.json"), "{\"of\": \"" + name + "\"}");
        PodFolder.write(branch.resolve("empty.txt"), "");
    }

    private static void write(Path file, Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        try {
            PodFolder.createParent(file);
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a download as a run of its own. */
    Download begin(String repository, String revision) {
        String runId = bed.addRun(POD);
        DownloadModelWorkflow workflow = client().newWorkflowStub(
                        DownloadModelWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(WorkflowIds.download(POD, repository))
                                .build());
        WorkflowClient.start(workflow::download, new DownloadRequest(runId, POD, repository, revision, STALL_SECONDS));
        return new Download(runId, WorkflowStub.fromTyped(workflow));
    }

    /** Starts a removal as a run of its own; an empty revision means all. */
    WorkflowStub beginRemoval(String repository, String revision) {
        RemoveModelWorkflow workflow = client().newWorkflowStub(
                        RemoveModelWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(WorkflowIds.download(POD, repository))
                                .build());
        WorkflowClient.start(workflow::remove, new RemoveModelRequest(bed.addRun(POD), POD, repository, revision));
        return WorkflowStub.fromTyped(workflow);
    }

    ModelRow model(String repository) {
        return bean(ModelRepository.class)
                .findByIdPodAndIdRepository(POD, repository)
                .getFirst();
    }

    /** Names of the files in the cache's folder of blobs. */
    List<String> blobs(String repository) {
        Path folder = cache(repository).resolve("blobs");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path cache(String repository) {
        return login().home().resolve(".cache/huggingface/hub/models--" + repository.replace("/", "--"));
    }

    @Override
    public void close() {
        environment.close();
        bed.close();
        pods.close();
    }

    /** A download that was started. */
    record Download(String runId, WorkflowStub workflow) {}
}
