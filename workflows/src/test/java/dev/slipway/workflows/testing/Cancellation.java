package dev.slipway.workflows.testing;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** Cancels the workflow of an activity that is under way. */
final class Cancellation {
    private Cancellation() {}

    /** Does not return: ends with what the SDK throws in an activity that was cancelled. */
    static void heardBy(ActivityExecutionContext call) {
        request(call);
        while (true) {
            call.heartbeat("waiting for the cancellation");
            pause();
        }
    }

    /** Returns when the workflow has done whatever it does without an answer of this call: the worst moment to go on. */
    static void unheardBy(ActivityExecutionContext call) {
        request(call);
        ActivityInfo info = call.getInfo();
        // A local activity holds up its workflow, which learns of the cancellation afterwards.
        while (!info.isLocal() && !waitsForAnswer(call.getWorkflowClient(), info)) {
            pause();
        }
    }

    private static void request(ActivityExecutionContext call) {
        call.getWorkflowClient()
                .newUntypedWorkflowStub(call.getInfo().getWorkflowId())
                .cancel();
    }

    private static boolean waitsForAnswer(WorkflowClient client, ActivityInfo info) {
        List<EventType> events = client.fetchHistory(info.getWorkflowId()).getEvents().stream()
                .map(HistoryEvent::getEventType)
                .toList();
        List<EventType> since =
                events.subList(events.indexOf(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED), events.size());
        boolean goesOn = since.contains(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);
        boolean closed = since.getLast().name().startsWith("EVENT_TYPE_WORKFLOW_EXECUTION_")
                && since.getLast() != EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
        return closed || (!goesOn && since.contains(EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
