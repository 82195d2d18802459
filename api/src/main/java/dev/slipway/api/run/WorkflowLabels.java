package dev.slipway.api.run;

import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.run.RunMemo;
import dev.slipway.workflows.run.SearchAttributes;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributeKey;
import java.util.Map;
import java.util.Optional;

/** What the API writes on a workflow when it starts it: id, summary, search attributes, and which run and request it is. */
final class WorkflowLabels {
    private WorkflowLabels() {}

    /** Options of a workflow that is one run. */
    static WorkflowOptions.Builder ofRun(Operation operation, RunRow row) {
        return of(operation, operation.kind().name())
                // The same start again (an answer that was lost) is the same workflow, not a second one.
                .setRequestId(row.id())
                .setMemo(Map.of(RunMemo.RUN, row.id(), RunMemo.REQUEST, row.requestHash()));
    }

    /** Options of a workflow that takes many commands. */
    static WorkflowOptions.Builder ofEntity(Operation operation, String kind) {
        return of(operation, kind);
    }

    private static WorkflowOptions.Builder of(Operation operation, String kind) {
        var attributes = io.temporal.common.SearchAttributes.newBuilder().set(SearchAttributes.KIND, kind);
        put(attributes, SearchAttributes.POD, operation.pod());
        put(attributes, SearchAttributes.MODEL, operation.model());
        put(attributes, SearchAttributes.DEPLOYMENT, operation.deployment());
        return WorkflowOptions.newBuilder()
                .setWorkflowId(operation.workflowId())
                .setTaskQueue(TaskQueues.CONTROL)
                .setTypedSearchAttributes(attributes.build())
                .setStaticSummary(operation.summary());
    }

    private static void put(
            io.temporal.common.SearchAttributes.Builder attributes, SearchAttributeKey<String> key, String value) {
        if (!value.isEmpty()) {
            attributes.set(key, value);
        }
    }

    static Optional<String> run(WorkflowExecutionDescription description) {
        return Optional.ofNullable(description.getMemo(RunMemo.RUN, String.class))
                .map(Object::toString);
    }

    static Optional<String> request(WorkflowExecutionDescription description) {
        return Optional.ofNullable(description.getMemo(RunMemo.REQUEST, String.class))
                .map(Object::toString);
    }
}
