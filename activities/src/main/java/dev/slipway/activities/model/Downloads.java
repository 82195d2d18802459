package dev.slipway.activities.model;

import dev.slipway.config.settings.Settings;
import dev.slipway.store.json.Json;
import dev.slipway.store.run.RequestHash;
import dev.slipway.store.run.RunIds;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.model.DownloadModelWorkflow;
import dev.slipway.workflows.model.DownloadRequest;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunMemo;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The downloads that run: joins the one of a model, or starts one that is a run of its own. */
@Singleton
class Downloads {
    private final WorkflowClient client;
    private final RunRepository runs;
    private final Settings.Downloads settings;
    private final InstantSource clock;

    Downloads(WorkflowClient client, RunRepository runs, Settings.Downloads settings, InstantSource clock) {
        this.client = client;
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    /** The run id for a download to start: that of an earlier attempt, unless its run has ended. */
    String idFor(Optional<String> earlier) {
        return earlier.filter(id ->
                        runs.findById(id).filter(row -> row.status().ended()).isEmpty())
                .orElseGet(() -> RunIds.next(clock.millis()));
    }

    /** Whether the run was really started here; one that only stood ready is not stored. */
    boolean isOurs(String own) {
        return runs.existsById(own);
    }

    /**
     * Joins the running download of the model, or starts one.
     *
     * @param requester run that waits for it
     * @param own id of the run for a download that is started; it does not count as a requester
     */
    WorkflowStub join(ModelQuery query, String requester, String own) {
        WorkflowStub running = client.newUntypedWorkflowStub(id(query));
        while (!signal(running, "join", requester)) {
            start(query, own);
        }
        signal(running, "leave", own);
        return running;
    }

    /** Tolerates that it has ended. */
    void leave(ModelQuery query, String requester) {
        signal(client.newUntypedWorkflowStub(id(query)), "leave", requester);
    }

    private static boolean signal(WorkflowStub download, String name, String requester) {
        try {
            download.signal(name, requester);
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private void start(ModelQuery query, String own) {
        if (!runs.existsById(own)) {
            runs.save(row(query, own));
        }
        DownloadModelWorkflow download = client.newWorkflowStub(DownloadModelWorkflow.class, options(query, own));
        var request =
                new DownloadRequest(own, query.pod(), query.repository(), query.revision(), settings.stallSeconds());
        try {
            var execution = WorkflowClient.start(download::download, request);
            runs.setTemporalRunId(own, execution.getRunId());
        } catch (WorkflowExecutionAlreadyStarted somebodyWasFaster) {
            runs.deletePending(own);
        }
    }

    private static String id(ModelQuery query) {
        return WorkflowIds.download(query.pod(), query.repository());
    }

    private static WorkflowOptions options(ModelQuery query, String own) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id(query))
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setRequestId(own)
                .setMemo(Map.of(RunMemo.RUN, own, RunMemo.REQUEST, RequestHash.of(RunKind.DOWNLOAD, query)))
                .setTypedSearchAttributes(SearchAttributes.newBuilder()
                        .set(dev.slipway.workflows.run.SearchAttributes.KIND, RunKind.DOWNLOAD.name())
                        .set(dev.slipway.workflows.run.SearchAttributes.POD, query.pod())
                        .set(dev.slipway.workflows.run.SearchAttributes.MODEL, query.repository())
                        .build())
                .setStaticSummary("Download " + query.repository() + " to " + query.pod())
                .build();
    }

    private RunRow row(ModelQuery query, String own) {
        long now = clock.millis();
        return new RunRow(
                own,
                RunKind.DOWNLOAD,
                query.pod(),
                query.repository(),
                "",
                id(query),
                "",
                RequestHash.of(RunKind.DOWNLOAD, query),
                Json.write(query),
                RunStatus.PENDING,
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                now,
                now,
                0);
    }
}
