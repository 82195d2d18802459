package dev.slipway.workflows.testing;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import java.util.function.Predicate;

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
        // A local activity holds up its workflow, which learns of the cancellation afterwards.
        if (!call.getInfo().isLocal()) {
            await(call, Cancellation::nothingElseHappens);
        }
    }

    /** Returns when the workflow has learned of a cancellation that was requested before. */
    static void reaches(ActivityExecutionContext call) {
        await(call, since -> since.contains(EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
    }

    private static boolean nothingElseHappens(List<EventType> since) {
        EventType last = since.getLast();
        boolean closed = last.name().startsWith("EVENT_TYPE_WORKFLOW_EXECUTION_")
                && last != EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
        boolean goesOn = since.contains(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);
        return closed || (!goesOn && since.contains(EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
    }

    /** Waits until the events since the cancel request are as wanted. */
    private static void await(ActivityExecutionContext call, Predicate<List<EventType>> wanted) {
        String workflow = call.getInfo().getWorkflowId();
        while (true) {
            List<EventType> events = call.getWorkflowClient().fetchHistory(workflow).getEvents().stream()
                    .map(HistoryEvent::getEventType)
                    .toList();
            int requested = events.indexOf(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
            if (requested >= 0 && wanted.test(events.subList(requested, events.size()))) {
                return;
            }
            pause();
        }
    }

    private static void request(ActivityExecutionContext call) {
        call.getWorkflowClient()
                .newUntypedWorkflowStub(call.getInfo().getWorkflowId())
                .cancel();
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
