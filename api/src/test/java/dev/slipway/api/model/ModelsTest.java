package dev.slipway.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.api.run.FakeDownload;
import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestPods;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.ApiException;
import dev.slipway.client.SlipwayClient;
import dev.slipway.client.model.ModelReference;
import dev.slipway.client.model.RemoveModel;
import dev.slipway.client.run.Run;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.run.RequestHash;
import dev.slipway.store.run.RunRepository;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.model.DownloadRequest;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.model.ModelStatus;
import dev.slipway.workflows.model.RemoveModelRequest;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API makes of requests for models. */
@Tag("real")
@Timeout(120)
class ModelsTest {
    private static final String COMMIT = "b968826d9c46dd6066d109eabc6255188de91218";

    private static TestTemporal temporal;
    private static TestApi api;
    private static SlipwayClient client;
    private static WorkerFactory workers;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.start();
        api = TestApi.start(temporal, Map.of(), Map.of("SLIPWAY_DOWNLOAD_STALL", "7"));
        client = api.client();
        workers = WorkerFactory.newInstance(temporal.client());
        workers.newWorker(TaskQueues.CONTROL)
                .registerWorkflowImplementationTypes(FakeDownload.class, FakeRemoval.class);
        workers.start();
        api.bean(PodRepository.class).save(TestPods.ready("gpu-1"));
        api.bean(PodRepository.class).save(TestPods.ready("same-machine"));
    }

    @AfterAll
    static void stop() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
        client.close();
        api.close();
        temporal.close();
    }

    @Test
    void aPullTrustsWhatWasFoundRightAVerificationReadsEverythingAgainAndBothStallAsSet() {
        Run pull = client.models().pull("gpu-1", new ModelReference("org/pulled", "main"));
        Run verify = client.models().verify("gpu-1", new ModelReference("org/verified", "v1"));

        await(() -> FakeDownload.REQUESTS.keySet().containsAll(List.of(pull.id(), verify.id())));
        assertThat(FakeDownload.REQUESTS)
                .containsEntry(pull.id(), new DownloadRequest(pull.id(), "gpu-1", "org/pulled", "main", 7, false))
                .containsEntry(verify.id(), new DownloadRequest(verify.id(), "gpu-1", "org/verified", "v1", 7, true));
        assertThat(verify.kind()).isEqualTo("VERIFY");
    }

    /** A start that fetches its model by itself writes the same hash, so both are one run. */
    @Test
    void thePullOfAModelIsTheSameRequestWhoeverAsks() {
        Run first = client.models().pull("gpu-1", new ModelReference("org/shared", "main"));
        Run second = client.models().pull("gpu-1", new ModelReference("org/shared", "main"));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(api.bean(RunRepository.class)
                        .findById(first.id())
                        .orElseThrow()
                        .requestHash())
                .isEqualTo(RequestHash.of(RunKind.DOWNLOAD, new ModelQuery("gpu-1", "org/shared", "main")));
    }

    @Test
    void aModelIsRemovedWholeOrAtOneRevision() {
        saveModel("org/old");

        Run whole = client.models().remove("gpu-1", new RemoveModel("org/old", ""));
        await(() -> FakeRemoval.REQUESTS.containsKey(whole.id()));

        assertThat(whole.kind()).isEqualTo("REMOVE");
        assertThat(FakeRemoval.REQUESTS.get(whole.id()))
                .isEqualTo(new RemoveModelRequest(whole.id(), "gpu-1", "org/old", ""));
    }

    @Test
    void aModelThatIsBeingFetchedIsNotRemoved() {
        saveModel("org/coming");
        Run pull = client.models().pull("gpu-1", new ModelReference("org/coming", "main"));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.models().remove("gpu-1", new RemoveModel("org/coming", "")))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("CONFLICT"))
                .withMessageContaining(pull.id());
    }

    @Test
    void aModelInUseOnTheMachineIsNotRemovedUnderAnyOfItsNames() {
        saveModel("org/used");
        deployment(DeploymentStatus.STARTING);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.models().remove("gpu-1", new RemoveModel("org/used", "main")))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("MODEL_IN_USE"))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(409))
                .withMessageContaining("org/used on gpu-1 is used by chat.");

        deployment(DeploymentStatus.STOPPED);
        assertThat(client.models()
                        .remove("gpu-1", new RemoveModel("org/used", "main"))
                        .kind())
                .isEqualTo("REMOVE");
    }

    private static void saveModel(String repository) {
        api.bean(ModelRepository.class)
                .put(new ModelRow(
                        new ModelKey("gpu-1", repository, COMMIT),
                        "main",
                        ModelStatus.VERIFIED,
                        1,
                        1,
                        "/models",
                        "",
                        1,
                        1));
    }

    private static void deployment(DeploymentStatus status) {
        api.bean(DeploymentRepository.class)
                .put(new DeploymentRow(
                        "chat",
                        "same-machine",
                        "org/used",
                        "main",
                        "",
                        DesiredState.RUNNING,
                        status,
                        "",
                        "",
                        1,
                        "{}",
                        new byte[0],
                        "",
                        1,
                        1));
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
