package dev.slipway.api.run;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingWorkflowTaskState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether a worker has begun with a workflow: its history then has a started task. The server pushes, nothing is polled. */
@Singleton
class TakeUp {
    private final WorkflowClient client;

    TakeUp(WorkflowClient client) {
        this.client = client;
    }

    /** Waits until a worker begins; false when none did in time, or the workflow was closed before. */
    boolean within(WorkflowExecution execution, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteString page = ByteString.EMPTY;
        do {
            var response = history(execution, page, true, deadline - System.nanoTime());
            if (response == null) {
                return false;
            }
            if (taken(response)) {
                return true;
            }
            page = response.getNextPageToken();
        } while (!page.isEmpty() && System.nanoTime() < deadline);
        return false;
    }

    /** Whether no worker has ever begun, as of now; one that continues another was begun before. */
    boolean neverBegan(WorkflowExecution execution) {
        var response = history(execution, ByteString.EMPTY, false, TimeUnit.SECONDS.toNanos(2));
        return response != null && !taken(response) && !continues(response);
    }

    /** Whether a worker is at work on a workflow at this moment, by what it has not answered yet. */
    boolean underWay(String workflowId) {
        return client.getWorkflowServiceStubs()
                        .blockingStub()
                        .withDeadlineAfter(2, TimeUnit.SECONDS)
                        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                                .setNamespace(client.getOptions().getNamespace())
                                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                                .build())
                        .getPendingWorkflowTask()
                        .getState()
                == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED;
    }

    /** One page of the history; null when the time ran out before anything came. */
    private @Nullable GetWorkflowExecutionHistoryResponse history(
            WorkflowExecution execution, ByteString page, boolean wait, long nanos) {
        try {
            return client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(Math.max(1, nanos), TimeUnit.NANOSECONDS)
                    .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(execution)
                            .setMaximumPageSize(10)
                            .setWaitNewEvent(wait)
                            .setNextPageToken(page)
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                return null;
            }
            throw e;
        }
    }

    private static boolean continues(GetWorkflowExecutionHistoryResponse response) {
        return response.getHistory().getEventsList().stream()
                .filter(HistoryEvent::hasWorkflowExecutionStartedEventAttributes)
                .anyMatch(event -> !event.getWorkflowExecutionStartedEventAttributes()
                        .getContinuedExecutionRunId()
                        .isEmpty());
    }

    private static boolean taken(GetWorkflowExecutionHistoryResponse response) {
        return response.getHistory().getEventsList().stream()
                .map(HistoryEvent::getEventType)
                .anyMatch(type -> type == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
                        || type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    }
}
