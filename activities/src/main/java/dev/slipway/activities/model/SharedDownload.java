package dev.slipway.activities.model;

import dev.slipway.activities.connection.HandedOver;
import dev.slipway.workflows.deployment.ModelRequest;
import dev.slipway.workflows.deployment.ModelStep;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.model.ModelRecord;
import dev.slipway.workflows.model.ModelStatus;
import dev.slipway.workflows.model.ModelView;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes sure that a start has its model: looks, joins the download of whoever fetches it already, or starts one, and waits.
 * A start that is cancelled leaves the download, which ends with its last requester.
 */
@Singleton
public final class SharedDownload implements ModelStep {
    /** Somebody else's may be of another revision, fail, be cancelled or be a removal: then there is another one. */
    private static final int DOWNLOADS = 5;
    /** The Hub is asked so often before a start gives up; a pod that is away is waited for. */
    private static final int QUESTIONS = 6;

    private final ModelActivitiesImpl models;
    private final Downloads downloads;

    SharedDownload(ModelActivitiesImpl models, Downloads downloads) {
        this.models = models;
        this.downloads = downloads;
    }

    @Override
    public DownloadResult ensure(ModelRequest request) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        var query = new ModelQuery(request.pod(), request.repository(), request.revision());
        for (int i = 0; i < DOWNLOADS; i++) {
            ModelView view = inspect(context, query);
            if (view.verified()) {
                models.record(new ModelRecord(request.runId(), query, view, ModelStatus.VERIFIED));
                return result(request.runId(), view);
            }
            Optional<DownloadResult> fetched = fetch(context, query, request.runId());
            // What was joined may have been a removal: it names no commit.
            if (fetched.isPresent() && view.commit().equals(fetched.get().commit())) {
                return fetched.get();
            }
        }
        throw permanent(new Failure(
                FailureCode.DOWNLOAD_STALLED,
                "What others did with " + request.repository() + " came in between " + DOWNLOADS + " times."));
    }

    private ModelView inspect(ActivityExecutionContext context, ModelQuery query) {
        try {
            return models.inspect(query);
        } catch (ApplicationFailure failure) {
            Failure read = Failures.read(failure);
            boolean hub = read.code() == FailureCode.HUB_UNREACHABLE || read.code() == FailureCode.HUB_THROTTLED;
            throw hub && context.getInfo().getAttempt() >= QUESTIONS ? permanent(read) : failure;
        }
    }

    /** The result, or nothing when somebody else cancelled it, or what was joined was somebody else's and failed. */
    private Optional<DownloadResult> fetch(ActivityExecutionContext context, ModelQuery query, String requester) {
        String own = downloads.idFor(context.getHeartbeatDetails(String.class));
        context.heartbeat(own);
        WorkflowStub download = downloads.join(query, requester, own);
        try {
            return Optional.of(result(context, download, own));
        } catch (ActivityCompletionException cancelled) {
            downloads.leave(query, requester);
            throw cancelled;
        } catch (WorkflowFailedException failed) {
            Failure failure = Failures.read(failed);
            // What others asked for, a removal perhaps, says nothing about what is wanted here.
            if (failure.code() == FailureCode.CANCELLED || !downloads.isOurs(own)) {
                return Optional.empty();
            }
            throw permanent(failure);
        }
    }

    private static DownloadResult result(ActivityExecutionContext context, WorkflowStub download, String own) {
        var result = download.getResultAsync(DownloadResult.class);
        while (true) {
            try {
                return result.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException stillAtWork) {
                context.heartbeat(own);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HandedOver();
            }
        }
    }

    /** It was tried often enough where it happened. */
    private static ApplicationFailure permanent(Failure failure) {
        return ApplicationFailure.newNonRetryableFailure(
                failure.message(), failure.code().name());
    }

    private static DownloadResult result(String runId, ModelView view) {
        return new DownloadResult(runId, view.repository(), view.commit(), view.snapshotPath(), view.sizeBytes(), 0);
    }
}
