package dev.slipway.e2e;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Map;

/** What the Temporal server, and so its Web UI, shows of a workflow. */
final class TemporalView implements AutoCloseable {
    private final WorkflowServiceStubs stubs;

    TemporalView(String target) {
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    }

    /** The latest execution of a workflow id. */
    Shown show(String workflowId) {
        var description = stubs.blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                        .build());
        var payload = description.getExecutionConfig().getUserMetadata().getSummary();
        String summary = DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String.class, String.class);
        Map<String, io.temporal.api.common.v1.Payload> attributes =
                description.getWorkflowExecutionInfo().getSearchAttributes().getIndexedFieldsMap();
        String details = WorkflowClient.newInstance(stubs)
                .newUntypedWorkflowStub(workflowId)
                .query("__temporal_workflow_metadata", io.temporal.api.sdk.v1.WorkflowMetadata.class)
                .getCurrentDetails();
        return new Shown(
                summary,
                details,
                attributes,
                description.getWorkflowExecutionInfo().getHistoryLength());
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }

    /** Summary, current details, search attributes and length of the history. */
    record Shown(
            String summary,
            String details,
            Map<String, io.temporal.api.common.v1.Payload> attributes,
            long historyEvents) {
        String attribute(SearchAttributeKey<String> key) {
            var payload = attributes.get(key.getName());
            return payload == null
                    ? ""
                    : DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String.class, String.class);
        }
    }
}
