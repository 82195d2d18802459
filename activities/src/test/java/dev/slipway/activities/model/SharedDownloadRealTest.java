package dev.slipway.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.activities.model.ModelBed.Download;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.testpods.hub.HubFaults;
import dev.slipway.workflows.deployment.ModelRequest;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.DownloadRequest;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts and pulls that want the same model on one pod share one download. */
@Tag("real")
@Timeout(180)
class SharedDownloadRealTest {
    private static ModelBed bed;

    @BeforeAll
    static void start() {
        bed = new ModelBed("", Map.of());
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @BeforeEach
    void newTemporal() {
        bed.hub.faults(HubFaults.none());
        bed.newTemporal();
    }

    @Test
    void a_start_joins_a_pull_which_goes_on_for_it_when_the_pull_is_cancelled() {
        bed.addRepository("org/shared", 2_000_000);
        bed.hub.faults(HubFaults.none().slow(200_000));
        Download pull = bed.begin("org/shared", "main");
        await().atMost(Duration.ofMinutes(1)).until(() -> run(pull.runId()).bytesTotal() > 0);
        WorkflowStub start = startOf("org/shared", "start1");
        await().atMost(Duration.ofMinutes(1)).until(() -> signals(pull) >= 2);

        pull.workflow().signal("leave", pull.runId());

        DownloadResult result = start.getResult(DownloadResult.class);
        assertThat(result.runId()).isEqualTo(pull.runId());
        assertThat(run(pull.runId()).status()).isEqualTo(RunStatus.DONE);
        assertThat(bed.hub.requests())
                .containsEntry("GET /org/shared/resolve/" + result.commit() + "/model-1.safetensors", 1L);
    }

    @Test
    void a_start_that_joined_a_pull_which_fails_fetches_the_model_itself() {
        bed.addRepository("org/spoilt", 500_000);
        bed.hub.faults(HubFaults.none().slow(500_000).corrupt(1000));
        Download pull = bed.begin("org/spoilt", "main");
        await().atMost(Duration.ofMinutes(1)).until(() -> run(pull.runId()).bytesTotal() > 0);
        WorkflowStub start = startOf("org/spoilt", "start6");
        await().atMost(Duration.ofMinutes(1)).until(() -> signals(pull) >= 2);
        await().atMost(Duration.ofMinutes(1)).until(() -> run(pull.runId()).status() == RunStatus.FAILED);
        bed.hub.faults(HubFaults.none());

        DownloadResult result = start.getResult(DownloadResult.class);

        assertThat(result.runId()).isNotEqualTo(pull.runId());
        assertThat(run(result.runId()).status()).isEqualTo(RunStatus.DONE);
    }

    @Test
    void a_start_without_a_pull_makes_a_run_of_its_own_and_ends_it_when_it_is_cancelled() {
        bed.addRepository("org/alone", 2_000_000);
        bed.hub.faults(HubFaults.none().slow(200_000));
        WorkflowStub start = startOf("org/alone", "start2");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> downloads("org/alone").stream().anyMatch(row -> row.bytesTotal() > 0));

        start.cancel();

        assertThatThrownBy(() -> start.getResult(DownloadResult.class)).hasCauseInstanceOf(CanceledFailure.class);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> downloads("org/alone").getFirst().status() == RunStatus.CANCELLED);
        assertThat(bed.blobs("org/alone")).noneMatch(name -> name.endsWith(".incomplete"));
    }

    @Test
    void a_start_has_its_model_at_once_where_it_is_verified() {
        bed.addRepository("org/there", 100_000);
        DownloadResult first = startOf("org/there", "start3").getResult(DownloadResult.class);
        DownloadResult second = startOf("org/there", "start4").getResult(DownloadResult.class);

        assertThat(first.fetchedBytes()).isPositive();
        assertThat(second.fetchedBytes()).isZero();
        assertThat(second.snapshotPath()).isEqualTo(first.snapshotPath());
        assertThat(downloads("org/there")).hasSize(1);
        assertThat(downloads("org/there").getFirst().status()).isEqualTo(RunStatus.DONE);
        assertThat(request("org/there").stallSeconds()).isEqualTo(ModelBed.STALL_SECONDS);
    }

    @Test
    void a_start_fails_with_the_code_of_what_the_hub_says() {
        WorkflowStub start = startOf("org/nothing", "start5");

        assertThatThrownBy(() -> start.getResult(DownloadResult.class))
                .satisfies(
                        thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.REPOSITORY_NOT_FOUND));
        assertThat(downloads("org/nothing")).isEmpty();
    }

    private static WorkflowStub startOf(String repository, String runId) {
        StartOfModel workflow = bed.client()
                .newWorkflowStub(
                        StartOfModel.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(runId)
                                .build());
        WorkflowClient.start(workflow::start, new ModelRequest(runId, ModelBed.POD, repository, "main"));
        return WorkflowStub.fromTyped(workflow);
    }

    private static long signals(Download download) {
        return bed.client().fetchHistory(download.workflow().getExecution().getWorkflowId()).getEvents().stream()
                .filter(event -> event.hasWorkflowExecutionSignaledEventAttributes())
                .count();
    }

    /** What the download of the repository was asked for. */
    private static DownloadRequest request(String repository) {
        var started = bed.client()
                .fetchHistory(WorkflowIds.download(ModelBed.POD, repository))
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes();
        return GlobalDataConverter.get()
                .fromPayloads(0, Optional.of(started.getInput()), DownloadRequest.class, DownloadRequest.class);
    }

    private static RunRow run(String id) {
        return bed.bean(RunRepository.class).findById(id).orElseThrow();
    }

    private static List<RunRow> downloads(String repository) {
        String workflowId = WorkflowIds.download(ModelBed.POD, repository);
        return StreamSupport.stream(bed.bean(RunRepository.class).findAll().spliterator(), false)
                .filter(row ->
                        row.kind() == RunKind.DOWNLOAD && row.workflowId().equals(workflowId))
                .toList();
    }
}
